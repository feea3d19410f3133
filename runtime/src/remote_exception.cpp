#include "remote_exception.hpp"
#include "stallfree/detail/builtin_codec.hpp"
#include "stallfree/process_errors.hpp"
#include <any>
#include <cxxabi.h>
#include <filesystem>
#include <functional>
#include <future>
#include <ios>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>

namespace stallfree::detail {

namespace {

enum class kind : std::uint32_t { unknown, with_text, plain, with_code, filesystem };
// Which type of its kind; the category of an error_code.
struct head {
  kind what = kind::unknown;
  std::uint32_t index = 0;
  std::int32_t code = 0;
  std::uint32_t category = 0;
};

template <class... E> struct types {};
using text_types =
    types<std::logic_error, std::domain_error, std::invalid_argument, std::length_error,
          std::out_of_range, std::runtime_error, std::range_error, std::overflow_error,
          std::underflow_error, error, arena_full, bad_message, privilege_mismatch, no_zygote>;
using plain_types = types<std::bad_alloc, std::bad_array_new_length, std::bad_cast, std::bad_typeid,
                          std::bad_exception, std::bad_function_call, std::bad_optional_access,
                          std::bad_variant_access, std::bad_weak_ptr, std::bad_any_cast,
                          std::exception, cancelled, timed_out>;
using code_types = types<std::system_error, std::ios_base::failure>;

template <class... E> int index_of(const std::type_info &type, types<E...>) {
  int i = 0;
  return ((type == typeid(E) || (++i, false)) || ...) ? i : -1;
}
template <class... E, class Make> void throw_at(std::uint32_t index, types<E...>, Make make) {
  std::uint32_t i = 0;
  ((i++ == index ? make(static_cast<E *>(nullptr)) : void()), ...);
}

const std::error_category *categories[] = {&std::generic_category(), &std::system_category(),
                                           &std::iostream_category(), &std::future_category()};

/// "prefix: message" -> "prefix", as system_error puts it together again.
std::string without_message(std::string text, const std::error_code &code) {
  const std::string tail = code.message();
  if (text.size() >= tail.size() && text.compare(text.size() - tail.size(), tail.size(), tail) == 0)
    text.resize(text.size() - tail.size());
  if (text.ends_with(": "))
    text.resize(text.size() - 2);
  return text;
}

/// So that an exception always fits in one packet.
std::string cut(std::string text, std::size_t limit) {
  if (text.size() > limit)
    text.replace(limit, text.npos, "...");
  return text;
}

std::string demangled(const char *name) {
  int status = 0;
  std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status),
                                               std::free);
  return text ? text.get() : name;
}

std::string text_of(const std::exception &e, int depth = 0) {
  std::string text;
  try {
    const char *what = e.what();
    text = what ? what : "(what() returned no text)";
  } catch (...) {
    return "(what() threw an exception)";
  }
  if (depth < 16)
    try {
      std::rethrow_if_nested(e);
    } catch (const std::exception &inner) {
      text += "; caused by: " + text_of(inner, depth + 1);
    } catch (...) {
      text += "; caused by an exception that is no std::exception";
    }
  return text;
}

bool set_code(head &h, const std::error_code &code) {
  for (std::uint32_t i = 0; i < std::size(categories); ++i)
    if (code.category() == *categories[i]) {
      h.category = i;
      h.code = code.value();
      return true;
    }
  return false;
}

head classify(const std::exception &e) {
  const std::type_info &type = typeid(e);
  head h;
  if (int i = index_of(type, text_types()); i >= 0)
    h = {kind::with_text, static_cast<std::uint32_t>(i)};
  else if (i = index_of(type, plain_types()); i >= 0)
    h = {kind::plain, static_cast<std::uint32_t>(i)};
  else if (i = index_of(type, code_types()); i >= 0) {
    h.index = static_cast<std::uint32_t>(i);
    if (set_code(h, static_cast<const std::system_error &>(e).code()))
      h.what = kind::with_code;
  } else if (type == typeid(std::filesystem::filesystem_error)) {
    if (set_code(h, static_cast<const std::filesystem::filesystem_error &>(e).code()))
      h.what = kind::filesystem;
  }
  return h;
}

std::string filesystem_text(const std::filesystem::filesystem_error &e) {
  // what() is "filesystem error: text: message [path] [path]"
  std::string text = e.what();
  constexpr std::string_view front = "filesystem error: ";
  if (text.starts_with(front))
    text.erase(0, front.size());
  if (auto end = text.rfind(": " + e.code().message()); end != text.npos)
    text.resize(end);
  return text;
}

} // namespace

void encode_current_exception(encoder &out, std::span<void *const> stack) {
  head h;
  std::string type, text, path1, path2;
  try {
    throw;
  } catch (const std::exception &e) {
    h = classify(e);
    type = demangled(typeid(e).name());
    text = text_of(e);
    if (h.what == kind::with_code)
      text = without_message(text, static_cast<const std::system_error &>(e).code());
    if (h.what == kind::filesystem) {
      const auto &f = static_cast<const std::filesystem::filesystem_error &>(e);
      text = filesystem_text(f);
      path1 = f.path1().native();
      path2 = f.path2().native();
    }
  } catch (...) {
    if (const std::type_info *thrown = abi::__cxa_current_exception_type())
      type = demangled(thrown->name());
    text = "an exception that is no std::exception";
  }
  encode_value(out, h);
  encode_value(out, cut(std::move(type), 1000));
  encode_value(out, cut(std::move(text), 6000));
  encode_value(out, cut(std::move(path1), 4100));
  encode_value(out, cut(std::move(path2), 4100));
  out.put_raw(stack.size());
  out.put(stack.data(), stack.size_bytes());
}

void throw_decoded_exception(decoder &in) {
  const auto h = decode_value<head>(in);
  auto type = decode_value<std::string>(in);
  auto text = decode_value<std::string>(in);
  const auto path1 = decode_value<std::string>(in), path2 = decode_value<std::string>(in);
  std::vector<void *> stack(in.get_count(sizeof(void *)));
  in.get(stack.data(), stack.size() * sizeof(void *));
  const std::error_code code(h.code, *categories[h.category % std::size(categories)]);

  if (h.what == kind::with_text)
    throw_at(h.index, text_types(), [&]<class E>(E *) { throw E(text); });
  if (h.what == kind::plain)
    throw_at(h.index, plain_types(), []<class E>(E *) { throw E(); });
  if (h.what == kind::with_code) {
    if (h.index == 0)
      throw std::system_error(code, text);
    throw std::ios_base::failure(text, code);
  }
  if (h.what == kind::filesystem)
    throw std::filesystem::filesystem_error(text, path1, path2, code);
  throw remote_error(std::move(type), std::move(text), stack_trace(stack));
}

} // namespace stallfree::detail
