// What yaml-cpp's messages mean to somebody who wrote the file. For yaml.cpp only.
#pragma once

#include <string>
#include <string_view>

namespace habeas::base {

struct Trouble {
  std::string what;
  std::string hint;
};

Trouble explained(std::string_view message);

}  // namespace habeas::base
