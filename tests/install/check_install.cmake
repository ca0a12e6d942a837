# cmake -DBUILD=... -DSOURCE=... -DGENERATOR=... -DCOMPILER=... -DFLAGS=... -DBUILD_TYPE=... -P check_install.cmake
# Installs the build into a folder, builds tests/install against it, runs it, and looks how an installed program finds
# the digits.
function(run_or_fail)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\nends with ${status}:\n${said}")
  endif()
endfunction()

set(prefix "${BUILD}/install test/prefix")
set(client "${BUILD}/install test/client")
file(REMOVE_RECURSE "${BUILD}/install test")
run_or_fail(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${prefix}")
run_or_fail(${CMAKE_COMMAND} -S "${SOURCE}" -B "${client}" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}" "-DCMAKE_PREFIX_PATH=${prefix}")
run_or_fail(${CMAKE_COMMAND} --build "${client}")
run_or_fail(${CMAKE_CTEST_COMMAND} --test-dir "${client}" --output-on-failure)

# Moved after the installation, with digits that cannot be read: what the program complains about is where it looked.
file(RENAME "${prefix}" "${prefix} moved")
set(program "${prefix} moved/bin/loranoise")
run_or_fail("${program}" law --rank 8 --rho 0.1 --json)
function(expect_digits named)
  execute_process(COMMAND ${ARGN} "${program}" verify --claims M1 --out "${BUILD}/install test/run"
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(FIND "${said}" "${named}" at)
  if(status EQUAL 0 OR at EQUAL -1)
    message(FATAL_ERROR "status ${status}, and nothing of ${named} in:\n${said}")
  endif()
endfunction()
set(digits "${prefix} moved/share/loranoise/digits.csv")
file(WRITE "${digits}" "no digits\n")
expect_digits("${digits}" ${CMAKE_COMMAND} -E env --unset=LORANOISE_DIGITS)
expect_digits("/nowhere/digits.csv" ${CMAKE_COMMAND} -E env LORANOISE_DIGITS=/nowhere/digits.csv)
file(REMOVE_RECURSE "${BUILD}/install test")
