/**
 * The same work done by edvr4j and by what a user could take instead: libtorch and ONNX Runtime,
 * interleaved in one process.
 *
 * <p>{@link io.github.edvr4j.bench.peers.PeerBenchmark} compares whole networks, {@link
 * io.github.edvr4j.bench.peers.KernelPeers} single layers, {@link
 * io.github.edvr4j.bench.peers.Gate} says whether the machine is idle enough for either to count.
 * After {@code mvn package} each runs, with the launcher's flags, as
 *
 * <pre>
 * MALLOC_ARENA_MAX=1 java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *   -XX:MaxRAMPercentage=75 -XX:+UseSerialGC -Xmn64m -cp 'bench/target/classes:bench/target/lib/*' \
 *   io.github.edvr4j.bench.peers.PeerBenchmark M 180 320 2 7
 * </pre>
 *
 * <p>Markdown goes to stdout, progress to stderr.
 */
@NullMarked
package io.github.edvr4j.bench.peers;

import org.jspecify.annotations.NullMarked;
