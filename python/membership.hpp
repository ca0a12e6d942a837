// Membership attacks on the scores of the user's own models.
#pragma once

#include <nanobind/nanobind.h>

/// Adds membership_attacks and attack_models to the extension.
void add_membership(nanobind::module_& m);
