package org.scepter.command.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file for its owner alone, written bit by bit, and on the disk once it is closed. */
final class OwnFile extends OutputStream {
  private static final FileAttribute<?> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FileChannel channel;

  private OwnFile(FileChannel channel) {
    this.channel = channel;
  }

  /** A medium that knows no owners gets the file all the same. */
  static OutputStream create(Path path) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean knowsOwners =
        Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    return new OwnFile(
        knowsOwners ? FileChannel.open(path, options, OWNERS) : FileChannel.open(path, options));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        channel.force(true);
      }
    }
  }
}
