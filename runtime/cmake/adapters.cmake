# One interface target per host loop: stallfree::asio, boost_asio, uv, glib, qt.
# A host that is not installed gets no target; configuring says so.

set(STALLFREE_ADAPTERS "")

macro(stallfree_adapter name)
  add_library(stallfree-${name} INTERFACE)
  add_library(stallfree::${name} ALIAS stallfree-${name})
  set_target_properties(stallfree-${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(stallfree-${name} INTERFACE stallfree-runtime ${ARGN})
  list(APPEND STALLFREE_ADAPTERS ${name})
endmacro()

function(stallfree_no_adapter name what)
  message(STATUS "stallfree: no ${name} adapter tests or examples: ${what} not found")
endfunction()

find_path(STALLFREE_ASIO_INCLUDE asio/awaitable.hpp)
if(STALLFREE_ASIO_INCLUDE)
  stallfree_adapter(asio)
  target_include_directories(stallfree-asio SYSTEM INTERFACE $<BUILD_INTERFACE:${STALLFREE_ASIO_INCLUDE}>)
  # Asio 1.22 does not recognise the coroutines of newer Clangs.
  target_compile_definitions(
    stallfree-asio INTERFACE $<$<CXX_COMPILER_ID:Clang>:ASIO_HAS_CO_AWAIT;ASIO_HAS_STD_COROUTINE>)
else()
  stallfree_no_adapter(asio "standalone Asio (asio/awaitable.hpp)")
endif()

find_path(STALLFREE_BOOST_ASIO_INCLUDE boost/asio/associated_cancellation_slot.hpp
          HINTS ${BOOST_ROOT}/include)
if(STALLFREE_BOOST_ASIO_INCLUDE)
  stallfree_adapter(boost_asio)
  target_include_directories(stallfree-boost_asio SYSTEM
                             INTERFACE $<BUILD_INTERFACE:${STALLFREE_BOOST_ASIO_INCLUDE}>)
else()
  stallfree_no_adapter(boost_asio "Boost.Asio with cancellation slots (Boost 1.77 or newer)")
endif()

find_path(STALLFREE_UV_INCLUDE uv.h)
find_library(STALLFREE_UV_LIBRARY uv)
if(STALLFREE_UV_INCLUDE AND STALLFREE_UV_LIBRARY)
  stallfree_adapter(uv $<BUILD_INTERFACE:${STALLFREE_UV_LIBRARY}> $<INSTALL_INTERFACE:uv>)
  target_include_directories(stallfree-uv SYSTEM INTERFACE $<BUILD_INTERFACE:${STALLFREE_UV_INCLUDE}>)
else()
  stallfree_no_adapter(uv "libuv")
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(STALLFREE_GLIB QUIET IMPORTED_TARGET glib-2.0)
endif()
if(STALLFREE_GLIB_FOUND)
  stallfree_adapter(glib $<BUILD_INTERFACE:PkgConfig::STALLFREE_GLIB>)
else()
  stallfree_no_adapter(glib "GLib")
endif()

find_package(Qt6 QUIET COMPONENTS Core)
if(Qt6_FOUND)
  stallfree_adapter(qt $<BUILD_INTERFACE:Qt6::Core>)
else()
  find_package(Qt5 QUIET COMPONENTS Core)
  if(Qt5_FOUND)
    stallfree_adapter(qt $<BUILD_INTERFACE:Qt5::Core>)
  else()
    stallfree_no_adapter(qt "Qt 5 or 6")
  endif()
endif()
