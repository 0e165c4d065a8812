#include "visitor.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;

const std::string& model() {
  static const std::string made = [] {
    const std::string at = scratch_folder();
    const std::string command =
        std::string(HABEAS_DEMO) + " --people 60 --seed 7 --out '" + at + "' >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    copy_folder(HABEAS_SOURCE_DIR "/demo/maison-verdier", at);
    return at;
  }();
  return made;
}

std::string copy_of_model() {
  const std::string at = scratch_folder();
  copy_folder(model(), at);
  return at;
}

std::string decoded(const std::string& base64) {
  std::string bytes(base64.size(), '\0');
  std::size_t length = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(),
                    base64.size(), "\r\n", &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  bytes.resize(length);
  return bytes;
}

std::string first_match(const std::string& text, const char* pattern) {
  std::smatch found;
  return std::regex_search(text, found, std::regex(pattern)) ? found[1].str() : std::string();
}

}  // namespace

Verdier::Verdier() : folder_(copy_of_model()), staff_(folder_ + "/var/desk") {
  context_.folder = folder_;
  context_.quiet = true;
  whole_ = cli::open_house(context_);
  for (const map::System& system : house().map.organisation.systems) {
    const auto source = cli::open_system(system, context_);
    if (!source->preparation().empty())
      source->prepare(
          house().ledger.warrant("prepare", {"prepare.intended", {{"system", system.name.text()}}}));
  }
  house().portal_link = "http://verdier.example";
  site_ = std::make_unique<web::Site>(house(), staff_, api_key_);
}

std::string Verdier::code_for(const std::string& reference) const {
  std::string last;
  for (const auto& entry : fs::directory_iterator(folder_ + "/var/outbox")) {
    const std::string name = entry.path().filename().string();
    if (name.find(reference + "-code") != std::string::npos && name > last) last = name;
  }
  if (last.empty()) return {};
  std::ifstream in(folder_ + "/var/outbox/" + last, std::ios::binary);
  const std::string letter{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return first_match(decoded(letter.substr(letter.find("\r\n\r\n") + 4)), "\\b([0-9]{8})\\b");
}

std::size_t Verdier::letters(const std::string& kind) const {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder_ + "/var/outbox"))
    count += entry.path().filename().string().find("-" + kind + ".eml") != std::string::npos ? 1 : 0;
  return count;
}

request::Request Verdier::request(const std::string& reference) {
  return house().people.request(reference, house().rules()).value();
}

std::string header(const web::Reply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers) {
    if (key == name) return value;
  }
  return {};
}

web::Reply Visitor::remember(web::Reply reply) {
  const std::string set = first_match(header(reply, "Set-Cookie"), "habeas=([0-9a-f]*)");
  if (!header(reply, "Set-Cookie").empty()) cookie = set;
  const std::string found = first_match(reply.body, "name=\"token\" value=\"([0-9a-f]+)\"");
  if (!found.empty()) token = found;
  return reply;
}

web::Reply Visitor::send(web::Message message) {
  if (message.host.empty()) message.host = "verdier.example";
  message.session = cookie;
  message.from = from;
  return remember(site_(message));
}

web::Reply Visitor::get(const std::string& target) {
  web::Message message;
  message.method = "GET";
  EXPECT_TRUE(web::parse_target(target, message)) << target;
  return send(std::move(message));
}

web::Reply Visitor::post(const std::string& target, web::Pairs form) {
  web::Message message;
  message.method = "POST";
  EXPECT_TRUE(web::parse_target(target, message)) << target;
  message.type = "application/x-www-form-urlencoded";
  message.origin = "http://verdier.example";
  message.form = std::move(form);
  message.form.emplace_back("token", token);
  return send(std::move(message));
}

std::string Visitor::ask(const std::string& right, web::Pairs form) {
  const std::string target = "/fr/request/" + right;
  get(target);
  web::Pairs first = form;
  first.emplace_back("step", "check");
  const web::Reply check = post(target, first);
  EXPECT_EQ(check.status, 200u) << check.body;
  form.emplace_back("step", "send");
  const web::Reply sent = post(target, form);
  EXPECT_EQ(sent.status, 303u) << sent.body;
  return first_match(header(sent, "Location"), "/follow/(R-[0-9-]+)");
}

void Visitor::sign_in(const std::string& name, const std::string& secret) {
  get("/fr/desk");
  const web::Reply reply = post("/fr/desk/sign-in", {{"name", name}, {"password", secret}});
  EXPECT_EQ(reply.status, 303u) << reply.body;
  get("/fr/desk");
}

}  // namespace habeas::journey
