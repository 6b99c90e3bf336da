package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import java.util.List;
import java.util.Locale;

/** What a Dockerfile sets in the environment and what it runs. Stateless. */
final class DockerfileReader {
    private DockerfileReader() {}

    static void read(String text, Settings out, Budget budget) {
        new LineReader(
                        text,
                        Syntax.DOCKERFILE,
                        new Settings() {
                            @Override
                            public void setting(Block block, Span name, Span value) {
                                instruction(block, name, value, out);
                            }

                            @Override
                            public void command(Span line) {
                                out.command(line);
                            }

                            @Override
                            public void file(String path, Span text) {
                                out.file(path, text);
                            }

                            @Override
                            public void gap(int offset, String reason) {
                                out.gap(offset, reason);
                            }
                        },
                        budget)
                .read();
    }

    private static void instruction(Block block, Span name, Span value, Settings out) {
        switch (name.text().toUpperCase(Locale.ROOT)) {
            case "ENV", "ARG" -> variables(block, value, out);
            case "RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK" -> out.command(plain(value));
            case "FROM",
                    "COPY",
                    "ADD",
                    "LABEL",
                    "USER",
                    "WORKDIR",
                    "EXPOSE",
                    "VOLUME",
                    "STOPSIGNAL",
                    "MAINTAINER",
                    "ONBUILD" -> {}
            default -> { // a line of a here-document
                int behind = name.offset() + name.text().length();
                int apart = Math.max(0, value.offset() - behind);
                out.command(new Span(name.text() + " ".repeat(apart) + value.text(), name.offset()));
            }
        }
    }

    /** {@code ["sh", "-c", "..."]} as words, each where it was. */
    private static Span plain(Span value) {
        String text = value.text();
        if (!text.startsWith("[") || !text.endsWith("]") || !value.isExact()) {
            return value;
        }
        StringBuilder words = new StringBuilder(text);
        words.setCharAt(0, ' ');
        words.setCharAt(text.length() - 1, ' ');
        boolean isWithin = false;
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            isWithin ^= c == '"';
            if (c == ',' && !isWithin) {
                words.setCharAt(i, ' ');
            }
        }
        return new Span(words.toString(), value.offset());
    }

    private static void variables(Block block, Span value, Settings out) {
        List<Span> words = value.parts(" \t");
        int equals = words.isEmpty() ? -1 : words.getFirst().text().indexOf('=');
        if (equals < 0) { // ENV name value
            if (words.size() > 1) {
                Span first = words.getFirst();
                int behind = value.text().indexOf(first.text()) + first.text().length();
                out.setting(
                        block, first, value.part(behind, value.text().length()).unquoted());
            }
            return;
        }
        for (Span word : words) {
            int at = word.text().indexOf('=');
            if (at > 0) {
                out.setting(
                        block,
                        word.part(0, at),
                        word.part(at + 1, word.text().length()).unquoted());
            }
        }
    }
}
