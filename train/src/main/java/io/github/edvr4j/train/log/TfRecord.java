package io.github.edvr4j.train.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame that TensorFlow puts around each record of a file: length, its checksum, the record,
 * its checksum.
 */
final class TfRecord {

  private static final int MASK = 0xa282ead8;

  private TfRecord() {}

  static byte[] of(byte[] content) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(content.length)
            .array();
    return ByteBuffer.allocate(length.length + content.length + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length)
        .putInt(maskedChecksum(length))
        .put(content)
        .putInt(maskedChecksum(content))
        .array();
  }

  /**
   * CRC32C, turned and shifted so that a record which holds checksums can be checksummed itself.
   */
  static int maskedChecksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
