// What a person takes away fits the JSON Schema that comes with it (draft 2020-12), and the schema is not so loose that
// anything would.
//   node portable.mjs FOLDER          FOLDER/claire is the package, unpacked
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const read = (name) => JSON.parse(readFileSync(resolve(process.argv[2], 'claire/portabilite', name), 'utf8'));
const schema = read('schema.json');
const data = read('donnees.json');

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv);
ajv.addVocabulary(['x-dpv']);
const fits = ajv.compile(schema);

const wrong = [];
if (!fits(data)) wrong.push(...fits.errors.map((error) => `${error.instancePath}: ${error.message}`));

const [name, rows] = Object.entries(data.collections).find(([, all]) => all.length > 0);
const changed = (change) => {
  const copy = structuredClone(data);
  change(copy);
  return copy;
};
const misfits = {
  'a member that no schema names': changed((copy) => (copy.collections[name][0].intruder = 'x')),
  'a collection that no schema names': changed((copy) => (copy.collections.intruder = rows)),
  'no reference': changed((copy) => delete copy.reference),
  'a value of another shape': changed((copy) => (copy.collections[name][0][Object.keys(rows[0])[0]] = { deep: {} })),
};
for (const [what, misfit] of Object.entries(misfits)) {
  if (fits(misfit)) wrong.push(`the schema lets pass: ${what}`);
}

if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
console.log(`${Object.keys(data.collections).length} collections fit their schema.`);
