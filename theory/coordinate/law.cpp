#include "theory/coordinate/law.hpp"

#include "theory/coordinate/quantile.ipp"

namespace loranoise::theory {

template class coordinate_law<double>;
template class coordinate_law<float>;

namespace detail {

template point<double> upper_quantile(const standard_law<double>&, const double&);
template point<double> mode_point(const standard_law<double>&);

}  // namespace detail
}  // namespace loranoise::theory
