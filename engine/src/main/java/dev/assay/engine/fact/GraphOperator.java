package dev.assay.engine.fact;

/**
 * An operator that a model's graph names and that whoever runs the model looks up by this name. One fact for each
 * distinct (domain, name, argument), however many nodes have it.
 *
 * @param framework whose graph it is, such as {@code onnx} or {@code tensorflow}
 * @param domain the namespace of the name, empty for the framework's own
 * @param name as it is written, escaped and shortened
 * @param node the first node that has it, with the function around it; escaped and shortened
 * @param argument the texts that the node is given, as far as the file itself holds them; escaped and shortened
 * @param defined whether the file also defines a function of this name
 * @param count how many nodes
 * @param offsetBytes of the first
 */
public record GraphOperator(
        String framework,
        String domain,
        String name,
        String node,
        String argument,
        boolean defined,
        long count,
        long offsetBytes)
        implements Fact {
    /** The name with its domain, for people. */
    public String qualified() {
        return domain.isEmpty() ? name : domain + "::" + name;
    }
}
