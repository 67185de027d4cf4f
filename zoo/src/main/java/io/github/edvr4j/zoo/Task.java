package io.github.edvr4j.zoo;

/** What a model was trained to undo; the four tracks of the NTIRE 2019 challenge. */
public enum Task {
  /** Bicubic reduction to a quarter. */
  SUPER_RESOLUTION("x4"),
  /** Motion blur and bicubic reduction to a quarter. */
  SUPER_RESOLUTION_BLUR("x4, deblur"),
  /** Motion blur, at the input's size. */
  DEBLUR("deblur"),
  /** Motion blur and video compression, at the input's size. */
  DEBLUR_COMPRESSION("deblur, decompress");

  private final String label;

  Task(String label) {
    this.label = label;
  }

  /** A few words for a table. */
  public String label() {
    return label;
  }
}
