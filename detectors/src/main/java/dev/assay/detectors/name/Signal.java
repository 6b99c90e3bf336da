package dev.assay.detectors.name;

/**
 * One thing that counts for the judgement of a name.
 *
 * @param weight what it adds, 0 to 100
 * @param target the name that it was compared with; empty if with none
 * @param part what else it is about, such as a word or an advisory; often empty
 * @param words the same for people, to stand behind the name: "is lodash with two characters swapped"
 */
public record Signal(SignalKind kind, int weight, String target, String part, String words) {}
