package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StopOnInterruptTest {

  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), false);

  @Test
  void aFailureIsSaidBeforeTheJvmEnds() {
    try (TrainingProgress progress = new TrainingProgress(console, false, System::nanoTime)) {
      StopOnInterrupt interrupt = new StopOnInterrupt(progress);
      interrupt.failed("the disk is full");
      interrupt.close();
      interrupt.interrupt();
    }
    assertThat(err.toString()).contains("the training failed: the disk is full");
  }

  @Test
  void aTrainingThatWasSavedGoesOn() {
    try (TrainingProgress progress = new TrainingProgress(console, false, System::nanoTime)) {
      StopOnInterrupt interrupt = new StopOnInterrupt(progress);
      interrupt.saved();
      interrupt.close();
      interrupt.interrupt();
    }
    assertThat(err.toString()).contains("--resume goes on");
  }

  @Test
  void knowsLibtorchsWords() {
    assertThat(TrainCommand.isOutOfMemory(new RuntimeException("CUDA out of memory. Tried to")))
        .isTrue();
    assertThat(
            TrainCommand.isOutOfMemory(
                new RuntimeException(
                    "DefaultCPUAllocator: can't allocate memory: not enough memory")))
        .isTrue();
    assertThat(TrainCommand.isOutOfMemory(new RuntimeException("shape mismatch"))).isFalse();
  }
}
