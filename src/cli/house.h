// The house where requests are handled (habeas/handle), put together from an organisation's folder: map, law,
// register, ledger, outbox, systems. Everything that one command needs, in the order in which it must be destroyed.
#pragma once

#include <habeas/cli/systems.h>
#include <habeas/handle/handle.h>

#include <memory>

namespace habeas::cli {

struct WholeHouse {
  law::Library library;
  map::Map map;
  std::unique_ptr<store::Register> people;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<mail::Outbox> outbox;
  std::unique_ptr<handle::House> house;
};
// Fault when the map cannot be used, or the register's key is missing.
std::unique_ptr<WholeHouse> open_house(const Context& context, const std::string& portal_link = {});

}  // namespace habeas::cli
