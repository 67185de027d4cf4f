package io.github.edvr4j.zoo;

import java.util.OptionalLong;

/** Follows a download; called on the thread that downloads. */
public interface DownloadListener {

  /**
   * The first bytes are about to come.
   *
   * @param kept bytes that an earlier try has left and that need not come again
   * @param total bytes of the whole file, if the server says so
   */
  void started(long kept, OptionalLong total);

  /**
   * @param bytes how much of the file is there by now, what was kept included
   */
  void received(long bytes);
}
