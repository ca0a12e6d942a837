// The accuracy tables of theory/README.md as their programs write and check them.
#pragma once

#include <string>

namespace loranoise::test {

/// Where a table stands in its page: between two lines of their own.
struct page_markers {
  std::string begin;
  std::string end;
};

/// What a program that has measured `table` (Markdown, with a header) does with its arguments:
///   PROGRAM               prints it
///   PROGRAM PAGE          writes it into the page
///   PROGRAM --check PAGE  holds the page's table against it: the same rows and bars, and no error
///                         more than ten times that of the page
/// 0, or 1 where the page is out of date. Throws std::runtime_error, a sentence with its name, for
/// a page without the markers.
int serve_table(int count, char** arguments, const page_markers& markers, const std::string& table);

}  // namespace loranoise::test
