#include "theory/coordinate/standard_law.ipp"

namespace loranoise::theory::detail {

template struct standard_law<double>;
template double log_density(const standard_law<double>&, const point<double>&);
template double log_upper_tail(const standard_law<double>&, const point<double>&);
template tails<double> both_tails(const standard_law<double>&, const point<double>&);

}  // namespace loranoise::theory::detail
