package io.github.edvr4j.cli;

import picocli.CommandLine.Command;

/** What can be done with the data of a training. */
@Command(name = "data", description = "Looks at what a training would learn from.")
final class DataCommand {}
