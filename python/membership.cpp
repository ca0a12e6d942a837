#include "membership.hpp"

#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <vector>

#include "simulate/attack/findings.hpp"

namespace nb = nanobind;
using namespace loranoise;

namespace {

template <class T, std::size_t Dimensions>
using array = nb::ndarray<const T, nb::ndim<Dimensions>, nb::c_contig, nb::device::cpu>;
using row = array<float, 1>;
using scores_array = array<float, 2>;
using member_array = array<std::uint8_t, 2>;

nb::tuple range_of(const simulate::value_range& r) {
  return nb::make_tuple(r.value, r.low, r.high);
}

nb::typed<nb::dict, nb::str, nb::any> attack_models(const scores_array& scores,
                                                    const member_array& member, const row& base,
                                                    const std::string& attack, double level,
                                                    std::uint64_t seed) {
  const simulate::score_table table{scores.shape(0),
                                    scores.shape(1),
                                    {scores.data(), scores.data() + scores.size()},
                                    {member.data(), member.data() + member.size()},
                                    {base.data(), base.data() + base.size()}};
  const auto kind = simulate::find_attack(attack);
  const simulate::stream words{seed, simulate::experiment_id("attack/" + attack), 0};
  simulate::attack_findings found{};
  {
    const nb::gil_scoped_release released;
    found = simulate::attack_models(table, kind, level, words);
  }
  nb::dict out;
  out["auc"] = range_of(found.area);
  out["tpr_at_fpr_0.01"] = range_of(found.power_1);
  out["tpr_at_fpr_0.001"] = range_of(found.power_01);
  return out;
}

}  // namespace

void add_membership(nb::module_& m) {
  m.def("membership_attacks", [] {
    std::vector<std::string> names;
    for (const auto attack : simulate::membership_attacks()) names.emplace_back(name(attack));
    return names;
  });
  m.def("attack_models", attack_models);
}
