package dev.assay.engine.fact;

/**
 * Native code, known by its magic and a header that holds together.
 *
 * @param format {@code ELF}, {@code PE} or {@code Mach-O}
 * @param kind such as {@code shared library}
 * @param machine such as {@code x86-64}
 */
public record Executable(String format, String kind, String machine, long offsetBytes) implements Fact {}
