/** Image quality measures: PSNR, SSIM and the bicubic resize they are quoted with. */
module io.github.edvr4j.metrics {
  requires transitive io.github.edvr4j.core;
  requires static org.jspecify;

  exports io.github.edvr4j.metrics;
}
