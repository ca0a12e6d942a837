#include "simulate/gradients/source.hpp"

#include <algorithm>
#include <vector>

#include "tests/catch.hpp"
#include "tests/simulate/gradients/files.hpp"

using namespace loranoise::simulate;

namespace {

std::vector<std::string> names_of(const std::string& what) {
  std::vector<std::string> names;
  for (const stored_matrix& m : find_gradients(what)) names.push_back(m.name);
  std::sort(names.begin(), names.end());
  return names;
}

// A .safetensors file with this header and so many bytes of data.
std::string safetensors_bytes(const std::string& header, std::size_t data) {
  std::string bytes;
  for (std::size_t i = 0; i < 8; ++i) {
    bytes += static_cast<char>((header.size() >> (8 * i)) & 0xff);
  }
  return bytes + header + std::string(data, '\0');
}

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                  const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" +
         offsets + "}";
}

void check_header_refused(const std::string& header, std::size_t data, const std::string& named) {
  const temporary_file file("hostile.safetensors", safetensors_bytes(header, data));
  check_refused(file.path(), named);
}

}  // namespace

TEST_CASE("what safetensors writes is read in every floating-point format") {
  const std::string model = reference_file("model.safetensors");
  for (const std::string key : {"layer.0.f16", "layer.0.bf16", "layer.1.f32", "layer.1.f64"}) {
    CAPTURE(key);
    CHECK(read_gradient(model + ":" + key) == reference_values(3));
  }
  for (const std::string key : {"e4m3", "e5m2"}) {
    CAPTURE(key);
    CHECK(read_gradient(reference_file("eighths.safetensors:" + key)) == reference_values(3));
  }
}

TEST_CASE("a key names tensors as a shell names files, and without one all matrices are meant") {
  const std::string model = reference_file("model.safetensors");
  CHECK(names_of(model + ":layer.0.*") == std::vector<std::string>{"layer.0.bf16", "layer.0.f16"});
  CHECK(names_of(model).size() == 4);  // not the bias, the integers, the convolution's kernel
  CHECK(names_of(model + ":*.bias").size() == 1);
  check_refused(model + ":layer.7.*", "holds no tensor layer.7.*");
  check_refused(model + ":ids", "I64");
  check_refused(model + ":kernel", "(2, 3, 2, 2)");
  CHECK_THROWS_WITH(read_gradient(model), Catch::Contains("name one as FILE:KEY"));
  check_refused(reference_file("f8_c_little.npy:key"), "without a name");
}

TEST_CASE("what numpy.savez writes is read, packed or not") {
  for (const std::string name : {"two.npz", "compressed.npz"}) {
    CAPTURE(name);
    CHECK(names_of(reference_file(name)) == std::vector<std::string>{"first", "second"});
    CHECK(read_gradient(reference_file(name + ":first")) == reference_values(3));
    CHECK(read_gradient(reference_file(name + ":second")) == reference_values(2));
  }
}

TEST_CASE("a pickle is refused with the line of Python that converts it") {
  check_refused(reference_file("torch.pt"), "safetensors.torch.save_file");
  check_refused(reference_file("pickle.bin"), "safetensors.torch.save_file");
}

TEST_CASE("a .safetensors header that the library refuses is refused") {
  const std::string good = entry("a", "F32", "[2,3]", "[0,24]");
  const temporary_file file("good.safetensors", safetensors_bytes("{" + good + "}   ", 24));
  CHECK(read_gradient(file.path()).rows() == 2);

  check_header_refused("{" + good + "}", 23, "more or fewer bytes");
  check_header_refused("{" + good + "}", 25, "more or fewer bytes");
  check_header_refused("{" + good + "," + good + "}", 24, "twice");
  check_header_refused("{" + entry("a", "F32", "[2,3]", "[4,28]") + "}", 28, "gap");
  check_header_refused("{" + good + "," + entry("b", "F32", "[3]", "[12,24]") + "}", 24,
                       "overlaps");
  check_header_refused("{" + entry("a", "F32", "[2,3]", "[24,0]") + "}", 24, "overlaps");
  check_header_refused("{" + entry("a", "F99", "[2,3]", "[0,24]") + "}", 24, "unknown type F99");
  check_header_refused("{" + entry("a", "F32", "[2,4]", "[0,24]") + "}", 24, "does not fill");
  check_header_refused("{" + entry("a", "F32", "[-2,3]", "[0,24]") + "}", 24, "no dtype");
  check_header_refused("{" + entry("a", "F32", "[2.0,3]", "[0,24]") + "}", 24, "no dtype");
  check_header_refused("{" + entry("a", "F32", "[4611686018427387904,16]", "[0,0]") + "}", 0,
                       "does not fill");
  check_header_refused(R"({"__metadata__":{"a":1}})", 0, "__metadata__");
  check_header_refused("[1]", 0, "of no kind");
  check_header_refused("{" + std::string(50000, '[') + "}", 0, "not JSON");
  check_header_refused("{}", 0, "holds no matrix");
  const temporary_file length("length.safetensors",
                              std::string_view("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10));
  check_refused(length.path(), "header");
}

TEST_CASE("an archive or a .safetensors file cut short anywhere is refused") {
  for (const std::string name : {"two.npz", "compressed.npz", "model.safetensors"}) {
    const std::string whole = bytes_of(reference_file(name));
    for (std::size_t left = 0; left < whole.size(); left += 7) {
      CAPTURE(name, left);
      const temporary_file file("cut", std::string_view(whole).substr(0, left));
      CHECK_THROWS_AS(find_gradients(file.path()), std::runtime_error);
    }
  }
}

TEST_CASE("an unpacked member that was changed is noticed") {
  std::string bytes = bytes_of(reference_file("two.npz"));
  const std::size_t inside = bytes.find("NUMPY") + 150;  // among the numbers of the first array
  bytes[inside] = static_cast<char>(bytes[inside] ^ 1);
  const temporary_file file("flipped.npz", bytes);
  check_refused(file.path() + ":first", "damaged");
}

TEST_CASE("a message shows at most forty printable bytes of a file") {
  const std::string long_name(200, 'k');
  const temporary_file file("shown.safetensors", safetensors_bytes("{\"" + long_name + "\":1}", 0));
  check_refused(file.path(), std::string(40, 'k') + "...");
  const temporary_file binary("binary.safetensors", safetensors_bytes("{\"a\\u0001\\nb\":1}", 0));
  check_refused(binary.path(), "a??b");
}

TEST_CASE("a sentence about a tensor shows its name as plain text") {
  const std::string numbers(4, '\xff');  // one NaN of F32
  const temporary_file file(
      "names.safetensors",
      safetensors_bytes(
          "{\"w\u0301\\n勾\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}", 0) +
          numbers);
  check_refused(file.path(), "w\xcc\x81\\x0a勾 holds a NaN in row 0");
}
