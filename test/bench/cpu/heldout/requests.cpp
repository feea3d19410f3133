// What a web service does with one request: headers, forms, uploads, imports.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <sstream>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>

namespace cookie_session {
constexpr std::size_t max_header = 8192;

struct session {
  int user;
  long expires;
};

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front())))
    s.remove_prefix(1);
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back())))
    s.remove_suffix(1);
  return s;
}

std::unordered_map<std::string, std::string> parse_cookies(std::string_view header) {
  std::unordered_map<std::string, std::string> cookies;
  while (!header.empty()) {
    auto end = header.find(';');
    auto pair = trimmed(header.substr(0, end));
    if (auto eq = pair.find('='); eq != pair.npos)
      cookies.emplace(pair.substr(0, eq), pair.substr(eq + 1));
    if (end == header.npos)
      break;
    header.remove_prefix(end + 1);
  }
  return cookies;
}

stallfree::task<> serve(inputs &in) {
  static std::unordered_map<std::string, session> sessions{{"1f3a", {7, 1900000000}}};
  std::string header = "theme=dark; sid=1f3a; lang=" + in.text;
  if (header.size() > max_header) {
    keep(431);
    co_return;
  }
  auto cookies = parse_cookies(header);
  auto id = cookies.find("sid");
  if (id == cookies.end()) {
    keep(401);
    co_return;
  }
  auto found = sessions.find(id->second);
  keep(found == sessions.end() ? 401 : found->second.user);
}
} // namespace cookie_session
PROGRAM(cookie_session, 600)

namespace signup_form {
struct form {
  std::string name, email, password, country;
};

bool strong(const std::string &password) {
  if (password.size() < 6 || password.size() > 128)
    return false;
  bool seen[4] = {};
  for (unsigned char c : password)
    seen[std::islower(c) ? 0 : std::isupper(c) ? 1 : std::isdigit(c) ? 2 : 3] = true;
  return seen[0] + seen[1] + seen[2] + seen[3] >= 2;
}

std::vector<std::string> errors(const form &f) {
  static const std::regex email(R"(^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$)");
  static const std::array<const char *, 6> countries{"de", "fr", "it", "nl", "pl", "se"};
  std::vector<std::string> out;
  if (f.name.empty() || f.name.size() > 64)
    out.push_back("name");
  if (f.email.size() > 254 || !std::regex_match(f.email, email))
    out.push_back("email");
  if (!strong(f.password))
    out.push_back("password");
  if (std::find(countries.begin(), countries.end(), f.country) == countries.end())
    out.push_back("country");
  return out;
}

stallfree::task<> serve(inputs &in) {
  form f{in.words[0], in.words[1] + "@" + in.words[2] + ".org", in.words[3] + "17", in.words[4]};
  keep(double(errors(f).size()));
  co_return;
}
} // namespace signup_form
PROGRAM(signup_form, 12)

namespace accept_languages {
struct choice {
  std::string tag;
  double quality = 1;
};

stallfree::task<> serve(inputs &in) {
  static const std::vector<std::string> offered{"en", "de", "pt-BR", "fr"};
  std::istringstream header("de-AT;q=0.7,fr;q=0.4," + in.text.substr(0, 40) + ",en;q=0.9");
  std::vector<choice> wanted;
  for (std::string part; std::getline(header, part, ',');) {
    choice c;
    auto q = part.find(";q=");
    c.tag = part.substr(0, q);
    if (q != std::string::npos)
      c.quality = std::stod(part.substr(q + 3));
    wanted.push_back(c);
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const choice &a, const choice &b) { return a.quality > b.quality; });
  int best = 0;
  for (const choice &c : wanted) {
    auto at = std::find(offered.begin(), offered.end(), c.tag);
    if (at != offered.end()) {
      best = int(at - offered.begin());
      break;
    }
  }
  keep(best);
  co_return;
}
} // namespace accept_languages
PROGRAM(accept_languages, 60)

namespace acl_globs {
struct rule {
  const char *pattern;
  bool allow;
};
constexpr rule rules[] = {
    {"/admin/*", false},
    {"/api/v?/users/*/keys", false},
    {"/api/*/public/**", true},
    {"/static/*.css", true},
    {"/static/*.js", true},
    {"/files/*/*/private*", false},
    {"*.php", false},
    {"/health", true},
    {"/*", true},
};

bool glob(const char *p, const char *s) {
  if (*p == '\0')
    return *s == '\0';
  if (*p == '*')
    return glob(p + 1, s) || (*s && glob(p, s + 1));
  return *s && (*p == '?' || *p == *s) && glob(p + 1, s + 1);
}

stallfree::task<> serve(inputs &in) {
  std::string path = "/files/" + in.words[0] + "/" + in.words[1] + "/" + in.words[2] + ".txt";
  bool allowed = false;
  for (const rule &r : rules)
    if (glob(r.pattern, path.c_str())) {
      allowed = r.allow;
      break;
    }
  keep(allowed);
  co_return;
}
} // namespace acl_globs
PROGRAM(acl_globs, 10)

namespace multipart_upload {
struct part {
  std::size_t begin, end;
};

// The body of a POST with files; the boundary comes from Content-Type.
std::vector<part> split(const std::vector<unsigned char> &body, const std::string &boundary) {
  std::vector<part> parts;
  auto from = body.begin();
  while (from != body.end()) {
    auto at = std::search(from, body.end(), boundary.begin(), boundary.end());
    if (at != from)
      parts.push_back({std::size_t(from - body.begin()), std::size_t(at - body.begin())});
    if (at == body.end())
      break;
    from = at + std::ptrdiff_t(boundary.size());
  }
  return parts;
}

stallfree::task<> serve(inputs &in) {
  auto parts = split(in.bytes, "\r\n------FormBoundary7MA4YWxkTrZu0gW");
  std::size_t largest = 0;
  for (const part &p : parts)
    largest = std::max(largest, p.end - p.begin);
  keep(double(largest));
  co_return;
}
} // namespace multipart_upload
PROGRAM(multipart_upload, 16'000'000)

namespace batch_import {
struct product {
  int sku, price, stock;
  std::string note;
};

stallfree::task<> serve(inputs &in) {
  std::vector<product> accepted;
  std::vector<std::string> problems;
  for (std::size_t line = 0; line < in.rows.size(); ++line) {
    const auto &row = in.rows[line];
    if (row.size() < 3) {
      problems.push_back("line " + std::to_string(line + 1) + ": too few columns");
      continue;
    }
    product p{row[0], row[1] % 100'000, row[2] % 1000, {}};
    bool known = std::any_of(accepted.begin(), accepted.end(),
                             [&](const product &other) { return other.sku == p.sku; });
    if (known) {
      problems.push_back("line " + std::to_string(line + 1) + ": duplicate article");
      continue;
    }
    if (p.price == 0)
      p.note = "free of charge";
    accepted.push_back(std::move(p));
  }
  keep(double(accepted.size()) - double(problems.size()));
  co_return;
}
} // namespace batch_import
PROGRAM(batch_import, 80'000)

namespace reindex_notes {
// The search index of a note keeper; it lets the editor go on meanwhile.
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string, std::vector<int>> postings;
  std::istringstream notes(in.text);
  int id = 0;
  for (std::string note; std::getline(notes, note); ++id) {
    std::istringstream terms(note);
    for (std::string term; terms >> term;) {
      auto &list = postings[term];
      if (list.empty() || list.back() != id)
        list.push_back(id);
    }
    if (id % 100 == 99)
      co_await stallfree::yield();
  }
  keep(double(postings.size()));
}
} // namespace reindex_notes
PROGRAM(reindex_notes, 200'000)
