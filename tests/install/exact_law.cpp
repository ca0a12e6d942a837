// How far one coordinate of the noise is from a Gaussian, from the exact law.
#include <iostream>

#include "theory/coordinate/law.hpp"

int main() {
  const auto law = loranoise::theory::coordinate_law<>::standardised(8, 0);
  const double below = cdf(law, 0.0);
  std::cout << "P(Q <= 0) at rank 8 and cosine 0: " << below << '\n';
  return below > 0.499999 && below < 0.500001 ? 0 : 1;
}
