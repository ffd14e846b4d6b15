using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Learning.Onnx;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;

namespace SliceActors.Studies.Exports;

/// <summary>Writes what is taken away. In the folder everything appears at once when all of it is written, the card last; whatever else is at work there, nothing of it is replaced or removed, but for what exports that were killed left behind.</summary>
public static class StudyExporter
{
    private const string Card = "README.md";

    /// <summary>Writes everything.</summary>
    /// <param name="plan">What.</param>
    /// <param name="version">Version of this program.</param>
    /// <param name="documents">Files for people: names and texts.</param>
    /// <param name="sideBySide">Networks that are held in memory at a time, at least 1.</param>
    /// <param name="done">Told the number of networks that are written, from many threads.</param>
    /// <param name="cancellation">Stops before the next network.</param>
    /// <exception cref="BadInputException">Model files are absent or of another network: all findings.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left.</exception>
    public static void Write(ExportPlan plan, string version, IReadOnlyDictionary<string, string> documents, int sideBySide, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(documents);
        var isNew = !Directory.Exists(plan.Target);
        DurableFile.CreateDirectory(plan.Target);

        // Inside the folder, which may be a mount of its own, and under a name that no other process has.
        foreach (var leftover in ExportLeftovers.In(plan.Target))
        {
            leftover.Remove();
        }

        var unfinished = ExportLeftovers.NewFolder(plan.Target);
        var moved = new List<string>();
        try
        {
            using (ExportLeftovers.Take(unfinished))
            {
                Fill(plan, version, documents, unfinished, sideBySide, done, cancellation);
                var entries = ExportLeftovers.Entries(unfinished).OrderBy(entry => Path.GetFileName(entry) == Card).ToList();
                ExportLeftovers.Announce(unfinished, entries);
                foreach (var entry in entries)
                {
                    var name = Path.Combine(plan.Target, Path.GetFileName(entry));
                    Directory.Move(entry, name);
                    moved.Add(name);
                }
            }

            DurableFile.FlushFolder(plan.Target);
            Remove(unfinished);
            ExportLeftovers.Complete(unfinished);
        }
        catch
        {
            // What another export moved there in the meantime is that one's, and so a list that names it must not stay.
            moved.ForEach(Remove);
            ExportLeftovers.Complete(unfinished);
            throw;
        }
        finally
        {
            Remove(unfinished);
            if (isNew && !Directory.EnumerateFileSystemEntries(plan.Target).Any())
            {
                Directory.Delete(plan.Target);
            }
        }
    }

    private static void Fill(ExportPlan plan, string version, IReadOnlyDictionary<string, string> documents, string folder, int sideBySide, Action<int> done, CancellationToken cancellation)
    {
        if (plan.Request.Onnx)
        {
            DurableFile.CreateDirectory(Path.Combine(folder, "onnx"));
            plan.Onnx.Write([.. plan.Networks.Select(network => Job(plan, network, folder))], version, sideBySide, done, cancellation);
        }

        NetworksTable.Write(Path.Combine(folder, NetworksTable.Name), Rows(plan));
        foreach (var (name, text) in documents)
        {
            DurableFile.WriteText(Path.Combine(folder, name), text);
        }
    }

    private static IEnumerable<NetworksTable.Row> Rows(ExportPlan plan) =>
        from network in plan.Networks
        from slice in network.Slices
        select new NetworksTable.Row(network.Unit.Fold, network.Selection, slice.Slice, slice.Weight, plan.Request.Onnx ? network.OnnxFile : string.Empty);

    private static OnnxJob Job(ExportPlan plan, ExportedNetwork network, string folder)
    {
        var (spec, first, last) = (plan.Study.Spec, network.Slices[0].Slice.Value, network.Slices[^1].Slice.Value);
        var facts = new Dictionary<string, string>
        {
            ["network_type"] = spec.NetworkType.Term(),
            ["network"] = network.Unit.ToString(),
            ["selection"] = network.Selection.Term(),
            ["preprocessing"] = spec.Data.Preprocessing.Term(),
            ["slice_direction"] = spec.Slices.Direction.Term(),
            ["first_slice"] = first.ToString(CultureInfo.InvariantCulture),
            ["last_slice"] = last.ToString(CultureInfo.InvariantCulture),
            ["diagnoses"] = string.Join(' ', spec.Data.Diagnoses),
        };
        return new OnnxJob(
            network.ModelFile,
            Path.Combine(folder, network.OnnxFile),
            $"{plan.Architecture.Name}, {network.Unit}, {network.Selection.Term()}: {spec.Slices.Direction.Term()} slices {first} to {last} of {spec.Data.Preprocessing.Term()} images",
            facts.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
