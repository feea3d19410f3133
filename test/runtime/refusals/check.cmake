# cmake -DCOMPILER=c++ -DINCLUDE=dir -DSOURCE=file -P check.cmake
# Compiles SOURCE and compares its errors with its "refused:" comments: one
# error for each comment, on its line, with its text, and no other.
execute_process(
  COMMAND ${COMPILER} -std=c++20 -fsyntax-only -ferror-limit=0 -I${INCLUDE} ${SOURCE}
  RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_VARIABLE output)
if(output MATCHES "unrecognized command-line option")
  execute_process(
    COMMAND ${COMPILER} -std=c++20 -fsyntax-only -fmax-errors=0 -I${INCLUDE} ${SOURCE}
    RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_VARIABLE output)
endif()
if(result EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, but every line of it must be refused")
endif()

string(REGEX REPLACE "[][;]" " " output "${output}")
string(REGEX MATCHALL "[^\n]* error: [^\n]*" errors "${output}")
file(STRINGS ${SOURCE} cases REGEX "// refused: ")
list(LENGTH cases wanted)
list(LENGTH errors found)
foreach(case IN LISTS cases)
  string(REGEX REPLACE ".*// refused: (.*)$" "\\1" text "${case}")
  set(hit -1)
  set(i 0)
  foreach(error IN LISTS errors)
    string(FIND "${error}" "${text}" at)
    if(NOT at EQUAL -1)
      set(hit ${i})
      break()
    endif()
    math(EXPR i "${i} + 1")
  endforeach()
  if(hit EQUAL -1)
    message(SEND_ERROR "no error says \"${text}\" for: ${case}")
  else()
    list(REMOVE_AT errors ${hit})
  endif()
endforeach()
if(errors)
  list(JOIN errors "\n" rest)
  message(SEND_ERROR "errors that no comment expects:\n${rest}")
endif()
message(STATUS "${wanted} refusals, ${found} errors")
