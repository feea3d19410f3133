// Strings that are built, wrapped and filled in.
#include "program.hpp"
#include <cctype>
#include <map>
#include <sstream>
#include <stallfree/sleep.hpp>

namespace insert_statement {
// In kind: one statement for all the rows of an import.
stallfree::task<> serve(inputs &in) {
  std::string sql = "INSERT INTO readings VALUES ";
  for (std::size_t r = 0; r < in.rows.size(); ++r) {
    if (r)
      sql += ", ";
    sql += "(";
    for (std::size_t c = 0; c < in.rows[r].size(); ++c) {
      if (c)
        sql += ",";
      sql += "'" + std::to_string(in.rows[r][c]) + "'";
    }
    sql += ")";
  }
  keep(double(sql.size()));
  co_return;
}
} // namespace insert_statement
PROGRAM(insert_statement, 1000000)

namespace strip_markup {
// In kind: the text of a page, one character after the other.
static std::string strip(const std::string &page) {
  std::string plain;
  bool tag = false;
  for (char c : page) {
    if (c == '<')
      tag = true;
    else if (c == '>')
      tag = false;
    else if (!tag)
      plain = plain + c;
  }
  return plain;
}
stallfree::task<> serve(inputs &in) {
  keep(double(strip(in.text).size()));
  co_return;
}
} // namespace strip_markup
PROGRAM(strip_markup, 150000)

namespace slug_of_title {
constexpr std::size_t MaxSlug = 80;
stallfree::task<> serve(inputs &in) {
  std::string slug;
  for (unsigned char c : in.text) {
    if (slug.size() >= MaxSlug)
      break;
    if (std::isalnum(c))
      slug += char(std::tolower(c));
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (!slug.empty() && slug.back() == '-')
    slug.pop_back();
  keep(double(slug.size()));
  co_return;
}
} // namespace slug_of_title
PROGRAM(slug_of_title, 120)

namespace wrap_document {
// In kind: a terminal viewer that fills paragraphs.
static std::vector<std::string> wrap(const std::string &text, std::size_t width) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  std::string word, line;
  while (stream >> word) {
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(line);
      line.clear();
    }
    if (!line.empty())
      line += ' ';
    line += word;
  }
  lines.push_back(line);
  return lines;
}
stallfree::task<> serve(inputs &in) {
  keep(double(wrap(in.text, 80).size()));
  co_return;
}
} // namespace wrap_document
PROGRAM(wrap_document, 4000000)

namespace expand_page {
// In kind: the placeholders of a small page.
stallfree::task<> serve(inputs &in) {
  static const char *const Page =
      "<h1>{{title}}</h1><p>Dear {{name}}, your order {{order}} is on its way.</p><p>{{name}}</p>";
  const std::map<std::string, std::string> values{
      {"title", "Thank you"}, {"name", in.words[0]}, {"order", std::to_string(in.numbers[0])}};
  std::string page = Page;
  for (const auto &[key, value] : values) {
    const std::string mark = "{{" + key + "}}";
    for (std::size_t at; (at = page.find(mark)) != std::string::npos;)
      page.replace(at, mark.size(), value);
  }
  keep(double(page.size()));
  co_return;
}
} // namespace expand_page
PROGRAM(expand_page, 10)

namespace quote_document {
// In kind: escapes for a script, in slices of sixteen thousand characters.
stallfree::task<> serve(inputs &in) {
  std::string out;
  std::size_t done = 0;
  for (char c : in.text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
    if (++done % 16384 == 0)
      co_await stallfree::yield();
  }
  keep(double(out.size()));
}
} // namespace quote_document
PROGRAM(quote_document, 5000000)
