package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static Set<Window> drawn(Window.Drawing drawing, int frames) {
    Set<Window> windows = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      windows.add(drawing.draw(frames, 0, Draws.of(7, i, 0)));
    }
    return windows;
  }

  @Test
  void everyWindowThatLiesInTheClipIsDrawn() {
    List<Integer> steps = List.of(-2, -1, 0, 1, 2);
    assertThat(drawn(new Window.Drawing(5, 2, List.of(1), false, false), 7))
        .containsExactlyInAnyOrder(
            new Window(2, steps), new Window(3, steps), new Window(4, steps));
  }

  @Test
  void anIntervalThatTheClipIsTooShortForIsNotDrawn() {
    Window.Drawing drawing = new Window.Drawing(3, 1, List.of(1, 2, 9), false, false);
    assertThat(drawing.shortest()).isEqualTo(3);
    assertThat(drawn(drawing, 5))
        .containsExactlyInAnyOrder(
            new Window(1, List.of(-1, 0, 1)),
            new Window(2, List.of(-1, 0, 1)),
            new Window(3, List.of(-1, 0, 1)),
            new Window(2, List.of(-2, 0, 2)));
  }

  @Test
  void halfOfTheWindowsRunBackwards() {
    assertThat(drawn(new Window.Drawing(3, 1, List.of(1), true, false), 3))
        .containsExactlyInAnyOrder(
            new Window(1, List.of(-1, 0, 1)), new Window(1, List.of(1, 0, -1)));
  }

  @Test
  void vimeosCentreIsAlwaysTheFourthOfSeven() {
    assertThat(drawn(new Window.Drawing(5, 2, List.of(1), false, true), 7))
        .containsExactly(new Window(3, List.of(-2, -1, 0, 1, 2)));
  }

  @Test
  void theTargetNeedNotBeInTheMiddle() {
    assertThat(drawn(new Window.Drawing(3, 0, List.of(2), true, false), 6))
        .containsExactlyInAnyOrder(
            new Window(0, List.of(0, 2, 4)),
            new Window(1, List.of(0, 2, 4)),
            new Window(4, List.of(0, -2, -4)),
            new Window(5, List.of(0, -2, -4)));
  }
}
