package dev.assay.detectors.name;

/**
 * One thing that counts for the judgement of a name.
 *
 * @param weight what it adds, 0 to 100
 * @param target the name that it was compared with; empty if with none
 * @param part what else it is about, such as a word or an advisory; often empty
 * @param row the words of the kind, with {@code {target}} and {@code {part}} left open
 */
public record Signal(SignalKind kind, int weight, String target, String part, String row) {
    /** It for people, to stand behind the name: "is lodash with two characters swapped". Made when it is asked for. */
    public String words() {
        return row.replace("{part}", part).replace("{target}", target);
    }
}
