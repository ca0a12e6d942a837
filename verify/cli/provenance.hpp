// Where a run's numbers come from.
#pragma once

#include <map>
#include <string>

namespace loranoise::cli {

/// version, commit, compiler, processor, threads, date.
std::map<std::string, std::string> provenance(int threads);

}  // namespace loranoise::cli
