package dev.assay.engine.fact;

import java.util.List;

/**
 * What a program that lies in the bytes would do, as text for people; only made when somebody asks for it. No rule judges
 * it.
 *
 * @param offsetBytes where the program begins
 * @param lines each printable and of bounded length, whatever the bytes hold
 */
public record Program(long offsetBytes, List<Line> lines) implements Fact {
    public Program {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param text a statement or a part of one, indented by spaces; a remark begins with {@code #}
     * @param offsetBytes where in the bytes it comes from, or -1
     */
    public record Line(String text, long offsetBytes) {}
}
