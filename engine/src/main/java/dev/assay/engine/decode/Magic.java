package dev.assay.engine.decode;

/** Recognises a format by its content. Thread-safe, reads nothing but the head, and never throws on hostile bytes. */
@FunctionalInterface
public interface Magic {
    boolean matches(Head head);
}
