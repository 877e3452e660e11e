/**
 * YAML as people write it and {@link dev.pressroom.yaml.YamlTree} reads it: strict, small, with the
 * place of everything. Knows no language: what keys there are, and how to say what is wrong, is for
 * who reads a definition or a configuration. No message of this package repeats a value.
 */
package dev.pressroom.yaml;
