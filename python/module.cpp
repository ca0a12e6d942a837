// The extension behind the Python package: exact laws, privacy, and noise, on NumPy's arrays. What
// is documented for users stands in loranoise/*.py, which calls these.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <span>
#include <stdexcept>

#include "membership.hpp"
#include "simulate/gradients/source.hpp"
#include "simulate/noise/coordinate_draws.hpp"
#include "simulate/noise/noise.hpp"
#include "theory/coordinate/arrays.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/law.hpp"
#include "verify/adapters/adapter_report.hpp"
#include "verify/experiments/sketch_family.hpp"
#include "verify/layers/layer_noise.hpp"

namespace nb = nanobind;
using namespace loranoise;

namespace {

using input = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using output = nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using law = theory::coordinate_law<double>;

std::span<const double> numbers(const input& x) {
  return {x.data(), x.size()};
}
std::span<double> numbers(const output& x) {
  return {x.data(), x.size()};
}

void check_sizes(const input& x, const output& out) {
  if (x.size() != out.size()) throw std::invalid_argument("out must be as long as x");
}

// Calls one(x[i]) for all points on the threads.
template <class One>
void for_all(const input& x, const output& out, int threads, const One& one) {
  check_sizes(x, out);
  const auto from = numbers(x);
  const auto to = numbers(out);
  nb::gil_scoped_release released;
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, from.size(), [&](std::size_t i) { to[i] = one(from[i]); });
  });
}

// Calls many(law, part of x, part of out), parts on the threads.
template <class Many>
void in_parts(const input& x, const output& out, int threads, const Many& many) {
  constexpr std::size_t part = 4096;
  check_sizes(x, out);
  const auto from = numbers(x);
  const auto to = numbers(out);
  nb::gil_scoped_release released;
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, (from.size() + part - 1) / part, [&](std::size_t i) {
      const std::size_t first = i * part;
      const std::size_t count = std::min(part, from.size() - first);
      many(from.subspan(first, count), to.subspan(first, count));
    });
  });
}

void draw(double rank, double rho, const output& out, std::uint64_t seed, int threads) {
  if (rank < 1 || rank != static_cast<int>(rank)) {
    throw std::invalid_argument("rvs needs a whole rank of 1 or more");
  }
  const simulate::coordinate_draws draws(static_cast<int>(rank), rho);
  const auto to = numbers(out);
  constexpr std::size_t block = simulate::coordinate_draws::block;
  constexpr std::uint32_t experiment = simulate::experiment_id("python rvs");
  nb::gil_scoped_release released;
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, (to.size() + block - 1) / block, [&](std::size_t k) {
      const std::size_t first = k * block;
      draws.fill_block(seed, experiment, k, to.subspan(first, std::min(block, to.size() - first)));
    });
  });
}

using matrix = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using draws = nb::ndarray<double, nb::ndim<3>, nb::c_contig, nb::device::cpu>;
using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// out: trials x rows x width.
void draw_noise(const matrix& gradient, int rank, const std::string& sketch, std::uint64_t seed,
                int threads, const draws& out) {
  const auto rows = static_cast<Eigen::Index>(gradient.shape(0));
  const auto width = static_cast<Eigen::Index>(gradient.shape(1));
  const Eigen::MatrixXd g = Eigen::Map<const row_major>(gradient.data(), rows, width);
  if (!g.allFinite()) throw std::invalid_argument("the gradient holds a NaN or an infinity");
  const verify::any_sketch drawn =
      verify::make_unit_sketch(verify::find_sketch(sketch), rank, static_cast<int>(width));
  const std::uint32_t experiment = simulate::experiment_id("python noise " + sketch);
  double* to = out.data();
  nb::gil_scoped_release released;
  std::visit(
      [&](const auto& family) {
        tbb::task_arena(threads).execute([&] {
          tbb::parallel_for(std::size_t{0}, out.shape(0), [&](std::size_t trial) {
            Eigen::MatrixXd a(rank, width);
            family.fill({seed, experiment, trial}, a);
            Eigen::Map<row_major>(to + trial * static_cast<std::size_t>(rows * width), rows,
                                  width) = simulate::noise(g, a);
          });
        });
      },
      drawn);
}

nb::object or_none(const std::optional<double>& x) {
  return x ? nb::cast(*x) : nb::none();
}

nb::dict record_of(const verify::rank_noise& at) {
  const auto range = at.measured.interval_at(1 - verify::layer_confidence);
  nb::dict out;
  out["rank"] = at.rank;
  out["noise_to_signal"] = at.noise_to_signal;
  out["measured"] = at.measured.value();
  out["low"] = range.low;
  out["high"] = range.high;
  out["effective_rate"] = at.effective_rate;
  out["tv_coordinate_median"] = or_none(at.tv_coordinate_median);
  out["tv_coordinate_worst"] = or_none(at.tv_coordinate_worst);
  out["tv_row"] = or_none(at.tv_row);
  out["privacy_floor"] = or_none(at.privacy_floor);
  out["epsilon"] = or_none(at.epsilon_at_delta);
  return out;
}

// One record for each layer and rank.
// As type checkers see it.
using records = nb::typed<nb::list, nb::typed<nb::dict, nb::str, nb::any>>;

records layer_noise(const std::string& gradients, const std::vector<int>& ranks,
                    const std::string& sketch, std::optional<double> alpha, bool rslora,
                    double delta, double cosine, std::uint64_t trials, std::uint64_t seed,
                    int threads) {
  const verify::noise_question question{
      ranks, verify::find_sketch(sketch), alpha, rslora, delta, cosine, trials, seed, threads};
  records out;
  for (const simulate::stored_matrix& stored : simulate::find_gradients(gradients)) {
    verify::layer_noise layer;
    {
      nb::gil_scoped_release released;
      layer = verify::noise_of_layer(stored, question);
    }
    for (const verify::rank_noise& at : layer.ranks) {
      nb::dict record;
      record["layer"] = layer.facts.name;
      record["rows"] = layer.facts.rows;
      record["width"] = layer.facts.width;
      record["norm"] = layer.facts.norm;
      record["stable_rank"] = layer.facts.stable_rank;
      record["cosine_median"] = layer.facts.cosine.median;
      record["cosine_q90"] = layer.facts.cosine.q90;
      record["cosine_max"] = layer.facts.cosine.max;
      record.update(record_of(at));
      out.append(record);
    }
  }
  return out;
}

records load_adapter(const std::string& folder) {
  records out;
  for (const simulate::peft_adapter& adapter : simulate::read_peft_folder(folder)) {
    for (const verify::adapter_layer_report& r : verify::report_on(adapter, {})) {
      nb::dict record;
      record["adapter"] = adapter.folder.string();
      record["name"] = r.layer.name;
      record["kind"] = std::string(name(r.layer.kind));
      record["rank"] = r.layer.rank;
      record["alpha"] = r.layer.alpha;
      record["scale"] = r.layer.scale;
      record["rslora"] = adapter.config.rank_stabilised;
      record["width"] = r.layer.a.cols();
      record["height"] = r.layer.b.rows();
      record["initialisation"] = std::string(name(r.start.found));
      record["p_value"] = r.start.p_value;
      record["b_is_zero"] = r.b_is_zero;
      record["dtype"] = std::string(name(r.layer.a.format));
      out.append(record);
    }
  }
  return out;
}

theory::row_release release_of(double rank, double width, double cosine, double norm_ratio) {
  return {rank, width, cosine, norm_ratio};
}

}  // namespace

NB_MODULE(_core, m) {
  // Bad input, whatever C++ calls it, is a ValueError with the sentence of the command line.
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::domain_error& e) {
      PyErr_SetString(PyExc_ValueError, e.what());
    } catch (const std::invalid_argument& e) {
      PyErr_SetString(PyExc_ValueError, e.what());
    } catch (const std::runtime_error& e) {
      PyErr_SetString(PyExc_ValueError, e.what());
    }
  });

  nb::class_<law>(m, "CoordinateLaw")
      .def(nb::init<double, double>())
      .def("mean", [](const law& t) { return mean(t); })
      .def("variance", [](const law& t) { return variance(t); })
      .def("skewness", [](const law& t) { return skewness(t); })
      .def("excess_kurtosis", [](const law& t) { return kurtosis_excess(t); })
      .def("logpdf",
           [](const law& t, const input& x, const output& out, int threads) {
             in_parts(x, out, threads, [&](auto from, auto to) { theory::logpdf(t, from, to); });
           })
      .def("cdf",
           [](const law& t, const input& x, const output& out, int threads) {
             in_parts(x, out, threads, [&](auto from, auto to) { theory::cdf(t, from, to); });
           })
      .def("sf",
           [](const law& t, const input& x, const output& out, int threads) {
             in_parts(x, out, threads, [&](auto from, auto to) { theory::sf(t, from, to); });
           })
      .def("logcdf",
           [](const law& t, const input& x, const output& out, int threads) {
             for_all(x, out, threads, [&](double z) { return logcdf(t, z); });
           })
      .def("logsf",
           [](const law& t, const input& x, const output& out, int threads) {
             for_all(x, out, threads, [&](double z) { return logsf(t, z); });
           })
      .def("ppf",
           [](const law& t, const input& p, const output& out, int threads) {
             for_all(p, out, threads, [&](double q) { return quantile(t, q); });
           })
      .def("isf", [](const law& t, const input& p, const output& out, int threads) {
        for_all(p, out, threads, [&](double q) { return quantile(complement(t, q)); });
      });
  m.def("draw", draw);
  m.def("total_variation", theory::total_variation);
  m.def("kolmogorov", theory::kolmogorov);
  m.def("row_total_variation", theory::row_total_variation);
  m.def("privacy_profile", [](double rank, double width, double cosine, double ratio,
                              const input& x, const output& out, int threads) {
    const auto release = release_of(rank, width, cosine, ratio);
    for_all(x, out, threads, [&](double e) { return theory::privacy_profile(release, e); });
  });
  m.def("privacy_epsilon", [](double rank, double width, double cosine, double ratio,
                              const input& x, const output& out, int threads) {
    const auto release = release_of(rank, width, cosine, ratio);
    for_all(x, out, threads, [&](double d) { return theory::privacy_epsilon(release, d); });
  });
  m.def("trade_off", [](double rank, double width, double cosine, double ratio, const input& x,
                        const output& out, int threads) {
    const auto release = release_of(rank, width, cosine, ratio);
    for_all(x, out, threads, [&](double a) { return theory::trade_off(release, a); });
  });
  m.def("gaussian_shift", [](double rank, double width, double cosine, double ratio) {
    return theory::gaussian_shift(release_of(rank, width, cosine, ratio));
  });
  m.def("sketches", [] {
    std::vector<std::string> names;
    for (const verify::sketch_family family : verify::all_sketches()) {
      names.emplace_back(name(family));
    }
    return names;
  });
  m.def("sketch_variance", [](const std::string& sketch, double norm_squared, double entry,
                              int rank, int width) {
    return verify::noise_variance(verify::find_sketch(sketch), norm_squared, entry, rank, width);
  });
  m.def("draw_noise", draw_noise);
  m.def("layer_noise", layer_noise);
  m.def("load_adapter", load_adapter);
  add_membership(m);
}
