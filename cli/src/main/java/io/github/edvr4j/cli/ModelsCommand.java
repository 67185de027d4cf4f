package io.github.edvr4j.cli;

import picocli.CommandLine.Command;

/** What can be done with models. */
@Command(name = "models", description = "Lists, shows, fetches, checks and converts models.")
final class ModelsCommand {}
