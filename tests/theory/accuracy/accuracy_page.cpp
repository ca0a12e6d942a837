#include "tests/theory/accuracy/accuracy_page.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace loranoise::test {
namespace {

struct page {
  std::string text;
  std::size_t begin;  // the table's first character
  std::size_t end;
};

page read_page(const std::string& path, const page_markers& markers) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  page p{content.str(), 0, 0};
  p.begin = p.text.find(markers.begin);
  p.end = p.text.find(markers.end);
  if (p.begin == std::string::npos || p.end == std::string::npos) {
    throw std::runtime_error("no markers of this accuracy table in " + path);
  }
  p.begin += markers.begin.size() + 1;  // the line's end
  return p;
}

// The cells of each line.
std::vector<std::vector<std::string>> cells_of(const std::string& table) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> cells;
    std::size_t from = line.find('|');
    for (std::size_t to = 0; from != std::string::npos; from = to) {
      to = line.find('|', from + 1);
      if (to == std::string::npos) break;
      cells.push_back(line.substr(from + 1, to - from - 1));
    }
    rows.push_back(cells);
  }
  return rows;
}

// The reason why a line of the page is out of date, or nothing.
std::string fault(const std::vector<std::string>& header, const std::vector<std::string>& written,
                  const std::vector<std::string>& measured) {
  constexpr double tolerated = 10;
  if (written.size() != measured.size()) return "is another row";
  // The last column says where the worst cell is: rounding may move it.
  for (std::size_t k = 0; k + 1 < measured.size(); ++k) {
    if (header[k] == " worst ") {
      if (!(std::stod(measured[k]) <= tolerated * std::stod(written[k]))) {
        return "has the error" + written[k] + "and now it is" + measured[k];
      }
    } else if (written[k] != measured[k]) {
      return "has" + written[k] + "and now it is" + measured[k];
    }
  }
  return {};
}

int check(const std::string& written_table, const std::string& table) {
  const auto written = cells_of(written_table);
  const auto measured = cells_of(table);
  if (written.size() != measured.size()) {
    std::cerr << "the page has " << written.size() << " lines of the table, not " << measured.size()
              << '\n';
    return 1;
  }
  int status = written[0] == measured[0] ? 0 : 1;
  if (status != 0) std::cerr << "the page's table has other columns\n";
  for (std::size_t k = 2; k < measured.size(); ++k) {  // below the header and its rule
    const std::string why = fault(measured[0], written[k], measured[k]);
    if (why.empty()) continue;
    std::cerr << "the page's row " << k << " (" << measured[k].front() << ") " << why << '\n';
    status = 1;
  }
  return status;
}

}  // namespace

int serve_table(int count, char** arguments, const page_markers& markers,
                const std::string& table) {
  std::cout << table;
  if (count == 3 && std::string_view(arguments[1]) == "--check") {
    const page p = read_page(arguments[2], markers);
    return check(p.text.substr(p.begin, p.end - p.begin), table);
  }
  if (count == 2) {
    page p = read_page(arguments[1], markers);
    p.text.replace(p.begin, p.end - p.begin, table);
    std::ofstream(arguments[1]) << p.text;
  }
  return 0;
}

}  // namespace loranoise::test
