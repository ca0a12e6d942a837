// Box and Muller's transform in vectors, float and double. Every operation is a correctly rounded
// one of IEEE 754 (the multiply-adds are explicit and fused), so all instruction sets that fuse
// give the same bits.
//
// From a word pair: u = (first word | 1) 2^-b and R = sqrt(-ln u). The top two bits of the second
// word are the signs of the two normals, the others an angle f in [-pi/4, pi/4): cos(f + pi/4),
// sin(f + pi/4) = (cos f -+ sin f) / sqrt 2 are then a uniform point of the positive quarter of the
// circle. The normals are +-R (cos f - sin f), +-R (cos f + sin f).
//
// Polynomials are minimax, from tools/fit_polynomials.py. Largest error of a normal against the
// transform in exact arithmetic, in units of R: float 3e-7, double 6e-16
// (tests/simulate/box_muller_test.cpp).
#if defined(LORANOISE_BOX_MULLER_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LORANOISE_BOX_MULLER_INL_H
#undef LORANOISE_BOX_MULLER_INL_H
#else
#define LORANOISE_BOX_MULLER_INL_H
#endif

#include <numbers>

#include "simulate/random/philox-inl.h"

// NOLINTBEGIN(modernize-avoid-c-arrays): std::array's members are not compiled for the instruction
// set at hand.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {

using floats = hn::RebindToFloat<words32>;
using doubles = hn::RebindToFloat<words64>;
using vecf = hn::Vec<floats>;
using vecd = hn::Vec<doubles>;
constexpr floats df;
constexpr doubles dd;

/// c[0] + c[1] x + c[2] x^2 + ..., by Horner.
template <class D, std::size_t N>
HWY_INLINE hn::Vec<D> polynomial(D d, hn::Vec<D> x, const hn::TFromD<D> (&c)[N]) {
  auto sum = hn::Set(d, c[N - 1]);
  for (std::size_t k = N - 1; k-- > 0;) {
    sum = hn::MulAdd(sum, x, hn::Set(d, c[k]));
  }
  return sum;
}

// ln z = k ln 2 + ln m with sqrt(1/2) <= m < sqrt 2, by shifting the exponent's steps to sqrt(1/2).
constexpr std::uint32_t root_half_f = 0x3F3504F3;
constexpr std::uint64_t root_half_d = 0x3FE6A09E667F3BCD;

/// -ln((w | 1) 2^-32)
HWY_INLINE vecf minus_log(vec32 w) {
  constexpr hn::RebindToSigned<floats> di;
  constexpr float q[] = {-0.999999974F, 0.49999988F,   -0.333341856F, 0.250020741F,  -0.199568336F,
                         0.165623928F,  -0.149522659F, 0.143668443F,  -0.0872235892F};
  constexpr float ln2 = std::numbers::ln2_v<float>;
  const auto z = hn::ConvertTo(df, hn::Or(w, hn::Set(d32, 1)));
  const auto shifted = hn::Sub(hn::BitCast(di, z), hn::Set(di, root_half_f));
  const auto k = hn::ConvertTo(df, hn::ShiftRight<23>(shifted));
  const auto m = hn::Add(hn::And(shifted, hn::Set(di, 0x007FFFFF)), hn::Set(di, root_half_f));
  const auto t = hn::Sub(hn::BitCast(df, m), hn::Set(df, 1.0F));
  const auto whole = hn::NegMulAdd(k, hn::Set(df, ln2), hn::Set(df, 32 * ln2));
  return hn::MulAdd(t, polynomial(df, t, q), whole);
}

/// -ln((w | 1) 2^-64). ln m = 2 atanh s with s = (m - 1) / (m + 1); with f = m - 1 and 2 s = f - s
/// f, ln m = f - s (f - 2 s^2 P(s^2)), whose first term is exact.
HWY_INLINE vecd minus_log(vec64 w) {
  constexpr hn::RebindToSigned<doubles> di;
  constexpr double p[] = {0.66666666666667344, 0.39999999999414758, 0.28571428742388208,
                          0.22222198573132544, 0.18183564328532588, 0.15314050495756949,
                          0.14795950222948815};
  constexpr double ln2 = std::numbers::ln2;
  const auto z = hn::ConvertTo(dd, hn::Or(w, hn::Set(d64, 1)));
  const auto shifted = hn::Sub(hn::BitCast(di, z), hn::Set(di, root_half_d));
  const auto m =
      hn::Add(hn::And(shifted, hn::Set(di, 0x000FFFFFFFFFFFFF)), hn::Set(di, root_half_d));
  // The exponent is between -1 and 64: its top bits are moved to a 2^52 + 2^51 + k, an exact
  // double.
  const auto exponent = hn::Add(hn::BitCast(d64, shifted), hn::Set(d64, 64ULL << 52));
  const auto biased = hn::Or(hn::ShiftRight<52>(exponent), hn::Set(d64, 0x4330000000000000));
  const auto k = hn::Sub(hn::BitCast(dd, biased), hn::Set(dd, 4503599627370496.0 + 64));
  const auto f = hn::Sub(hn::BitCast(dd, m), hn::Set(dd, 1.0));
  const auto s = hn::Div(f, hn::Add(f, hn::Set(dd, 2.0)));
  const auto s2 = hn::Mul(s, s);
  const auto tail = hn::Mul(s2, polynomial(dd, s2, p));
  const auto log_m = hn::NegMulAdd(s, hn::Sub(f, tail), f);
  return hn::Sub(hn::NegMulAdd(k, hn::Set(dd, ln2), hn::Set(dd, 64 * ln2)), log_m);
}

/// The two normals of a word pair, stored at `first` and sixteen entries on.
template <class D>
HWY_INLINE void store_pair(D d, hn::Vec<D> radius, hn::Vec<D> cosine, hn::Vec<D> sine_quotient,
                           hn::Vec<D> f, hn::Vec<hn::RebindToUnsigned<D>> w, hn::TFromD<D>* first) {
  const auto sign0 = hn::BitCast(d, w);
  const auto sign1 = hn::BitCast(d, hn::ShiftLeft<1>(w));
  const auto near = hn::NegMulAdd(f, sine_quotient, cosine);
  const auto far = hn::MulAdd(f, sine_quotient, cosine);
  hn::StoreU(hn::Mul(hn::CopySignToAbs(radius, sign0), near), d, first);
  hn::StoreU(hn::Mul(hn::CopySignToAbs(radius, sign1), far), d, first + 16);
}

HWY_INLINE void normal_pair(vec32 radius_word, vec32 angle_word, float* first) {
  constexpr hn::RebindToSigned<floats> di;
  constexpr float s[] = {0.999999997F, -0.166666502F, 0.00833201645F, -0.00019501822F};
  constexpr float c[] = {0.999999967F, -0.499998424F, 0.0416544196F, -0.00135794041F};
  constexpr float quarter_turn = 1.57079633F * 0x1p-32F;  // pi/2 2^-32
  const auto steps = hn::ConvertTo(df, hn::BitCast(di, hn::ShiftLeft<2>(angle_word)));
  const auto f = hn::Mul(steps, hn::Set(df, quarter_turn));
  const auto y = hn::Mul(f, f);
  store_pair(df, hn::Sqrt(minus_log(radius_word)), polynomial(df, y, c), polynomial(df, y, s), f,
             angle_word, first);
}

HWY_INLINE void normal_pair(vec64 radius_word, vec64 angle_word, double* first) {
  constexpr hn::RebindToSigned<doubles> di;
  constexpr double s[] = {1.0,
                          -0.16666666666666615,
                          0.0083333333333200024,
                          -0.00019841269828402129,
                          2.7557313299015091e-6,
                          -2.5050705846445712e-8,
                          1.5894136378541601e-10};
  constexpr double c[] = {1.0,
                          -0.49999999999999153,
                          0.041666666666453968,
                          -0.0013888888868721813,
                          2.4801578148398313e-5,
                          -2.7555177981242137e-7,
                          2.0627447539793016e-9};
  constexpr double quarter_turn = 1.5707963267948966 * 0x1p-64;  // pi/2 2^-64
  const auto steps = hn::ConvertTo(dd, hn::BitCast(di, hn::ShiftLeft<2>(angle_word)));
  const auto f = hn::Mul(steps, hn::Set(dd, quarter_turn));
  const auto y = hn::Mul(f, f);
  store_pair(dd, hn::Sqrt(minus_log(radius_word)), polynomial(dd, y, c), polynomial(dd, y, s), f,
             angle_word, first);
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays)

#endif
