package dev.assay.engine.cache;

import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link Workflow} or a {@link Pipeline} as bytes and back, for {@link FactCodec}. */
final class WorkflowCodec {
    private WorkflowCodec() {}

    static void write(FactOutput out, Workflow workflow) {
        out.text(workflow.name());
        out.writeInt(workflow.triggers().size());
        for (Trigger trigger : workflow.triggers()) {
            out.text(trigger.event());
            out.texts(trigger.types());
        }
        write(out, workflow.jobs());
        out.writeLong(workflow.offsetBytes());
    }

    static void write(FactOutput out, Pipeline pipeline) {
        write(out, pipeline.jobs());
        out.writeLong(pipeline.offsetBytes());
    }

    private static void write(FactOutput out, List<Job> jobs) {
        out.writeInt(jobs.size());
        for (Job job : jobs) {
            write(out, job);
        }
    }

    private static void write(FactOutput out, Job job) {
        out.text(job.id());
        out.texts(job.needs());
        out.text(job.condition());
        out.texts(job.runners());
        out.text(job.permissions());
        out.text(job.environment());
        out.text(job.uses());
        map(out, job.inputs());
        out.writeInt(job.steps().size());
        for (Step step : job.steps()) {
            out.text(step.label());
            out.text(step.condition());
            out.text(step.uses());
            out.text(step.run());
            out.text(step.shell());
            out.text(step.folder());
            map(out, step.inputs());
            map(out, step.environment());
            out.writeLong(step.offsetBytes());
            out.writeInt(step.line());
        }
        out.writeLong(job.offsetBytes());
        out.writeInt(job.line());
    }

    private static void map(FactOutput out, Map<String, String> map) {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.text(entry.getKey());
            out.text(entry.getValue());
        }
    }

    static Workflow read(FactInput in) throws IOException {
        String name = in.text();
        List<Trigger> triggers = new ArrayList<>();
        for (int n = in.count(); n > 0; n--) {
            triggers.add(new Trigger(in.text(), in.texts()));
        }
        return new Workflow(name, triggers, jobs(in), in.getLong());
    }

    static Pipeline pipeline(FactInput in) throws IOException {
        return new Pipeline(jobs(in), in.getLong());
    }

    private static List<Job> jobs(FactInput in) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (int n = in.count(); n > 0; n--) {
            jobs.add(job(in));
        }
        return jobs;
    }

    private static Job job(FactInput in) throws IOException {
        String id = in.text();
        List<String> needs = in.texts();
        String condition = in.text();
        List<String> runners = in.texts();
        String permissions = in.text();
        String environment = in.text();
        String uses = in.text();
        var inputs = in.parameters();
        List<Step> steps = new ArrayList<>();
        for (int n = in.count(); n > 0; n--) {
            steps.add(new Step(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.parameters(),
                    in.parameters(),
                    in.getLong(),
                    in.getInt()));
        }
        return new Job(
                id,
                needs,
                condition,
                runners,
                permissions,
                environment,
                uses,
                inputs,
                steps,
                in.getLong(),
                in.getInt());
    }
}
