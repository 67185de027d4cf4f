package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.engine.Engine;
import java.util.List;

/**
 * The virtual machine.
 *
 * @param lanes floats that one instruction works on; 1 where the Vector API is missing
 */
record JavaCheck(String version, String vendor, String home, int lanes) {

  static JavaCheck ofThisProcess() {
    try (Engine engine = new Engine(1)) {
      return new JavaCheck(
          Runtime.version().toString(),
          System.getProperty("java.vendor"),
          System.getProperty("java.home"),
          engine.lanes());
    }
  }

  List<Finding> findings() {
    return List.of(
        Finding.ok("jdk", "%s, %s, %s".formatted(version, vendor, home)),
        lanes > 1
            ? Finding.ok(
                "vectors", "%d floats an instruction (%d bits)".formatted(lanes, 32 * lanes))
            : Finding.warning(
                "vectors",
                "the Vector API is not in use, everything is computed many times slower",
                "start with the launcher edvr, or give java --add-modules jdk.incubator.vector and"
                    + " no -Dedvr.kernels"));
  }
}
