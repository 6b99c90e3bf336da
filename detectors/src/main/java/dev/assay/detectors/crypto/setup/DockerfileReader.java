package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import java.util.List;
import java.util.Locale;

/**
 * What a Dockerfile sets in the environment and what it runs. A variable counts as it is left when a command runs or the image is
 * done: what lies between two of these is a block. Belongs to one thread.
 */
final class DockerfileReader {
    private final Settings out;
    private Block stretch = Block.root();

    private DockerfileReader(Settings out) {
        this.out = out;
    }

    static void read(String text, Settings out, Budget budget) {
        DockerfileReader reader = new DockerfileReader(out);
        new LineReader(
                        withoutFiles(text, out),
                        Syntax.DOCKERFILE,
                        new Settings() {
                            @Override
                            public void setting(Block block, Span name, Span value) {
                                reader.instruction(name, value);
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

    /** {@code COPY <<EOF /etc/nginx/nginx.conf}: what follows is a file, up to the line with that word; spaces in its place. */
    private static String withoutFiles(String text, Settings out) {
        StringBuilder rest = new StringBuilder(text);
        String word = "";
        String path = "";
        int begin = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, next);
            if (word.isEmpty() && line.contains("<<")) {
                word = wordOfFile(new Span(line, at));
                path = new Span(line, at).words().getLast().text();
                begin = next;
            } else if (!word.isEmpty() && line.strip().equals(word)) {
                out.file(path, new Span(text.substring(begin, at), begin));
                for (int i = begin; i < at; i++) {
                    rest.setCharAt(i, text.charAt(i) == '\n' ? '\n' : ' ');
                }
                word = "";
            }
            at = next;
        }
        return rest.toString();
    }

    /** The word that ends the file that a line begins; empty if it begins none. */
    private static String wordOfFile(Span line) {
        List<Span> words = line.words();
        String instruction = words.getFirst().text().toUpperCase(Locale.ROOT);
        if (!instruction.equals("COPY") && !instruction.equals("ADD")) {
            return "";
        }
        return words.subList(1, words.size() - 1).stream()
                .map(Span::text)
                .filter(text -> text.startsWith("<<"))
                .map(text ->
                        text.replace("<", "").replace("-", "").replace("\"", "").replace("'", ""))
                .findFirst()
                .orElse("");
    }

    private void instruction(Span name, Span value) {
        switch (name.text().toUpperCase(Locale.ROOT)) {
            case "ENV", "ARG" -> variables(stretch, value, out);
            case "RUN" -> {
                stretch = Block.root();
                out.command(plain(value));
            }
            case "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK" -> out.command(plain(value));
            case "FROM" -> stretch = Block.root();
            case "COPY",
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
