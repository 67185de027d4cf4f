package io.github.edvr4j.cli;

import picocli.CommandLine.Command;

/** What can be done with checkpoints. */
@Command(name = "models", description = "Works on model files.")
final class ModelsCommand {}
