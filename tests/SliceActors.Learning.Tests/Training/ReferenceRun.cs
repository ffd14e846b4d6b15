using System.Globalization;
using System.Runtime.InteropServices;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

/// <summary>A recorded run of ClinicaDL 0.2.1 on the tiny CAPS, fold 0, below ../shared.</summary>
internal sealed class ReferenceRun
{
    private const string Image = "T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_T1w.nii.gz";
    private readonly string reference;
    private readonly string run;
    private readonly ILookup<int, string[]> orders;
    private readonly ILookup<int, double> losses;

    public ReferenceRun(string name)
    {
        reference = Find();
        run = Path.Combine(reference, "runs", name);
        orders = Rows(Path.Combine(run, "recorded", "sampler_order.tsv")).Where(row => row[1] == "train").ToLookup(row => Int(row[2]), row => row[4].Split(','));
        losses = Rows(Path.Combine(run, "recorded", "iteration_loss.tsv")).ToLookup(row => Int(row[0]), row => Double(row[2]));
        var images = new List<string>();
        Fold = new FoldPlan(new FoldIndex(0), [.. Sessions("train", "", images)], [.. Sessions("validation", "_baseline", images)], []);
        Images = images;
    }

    public FoldPlan Fold { get; }

    public IReadOnlyList<string> Images { get; }

    /// <summary>Order in which training items were drawn.</summary>
    public int[] Order(int loader, int epoch) => [.. orders[loader].ElementAt(epoch).Select(Int)];

    /// <summary>Loss of each training batch, epoch after epoch.</summary>
    public double[] BatchLosses(int loader) => [.. losses[loader]];

    /// <summary>Logged values of a network, epoch after epoch.</summary>
    public double[] Scalars(string folder, string tag) =>
        [.. Rows(Path.Combine(run, "fold-0", "tensorboard_logs", folder, "scalars.tsv")).Where(row => row[0] == tag).Select(row => Double(row[2]))];

    /// <summary>The random start that the head of a network had.</summary>
    public float[] Head(int loader, string parameter)
    {
        var bytes = File.ReadAllBytes(Path.Combine(run, "recorded", $"init_model-{loader}_fc_out.{parameter}.npy"));
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + BitConverter.ToUInt16(bytes, 8))).ToArray();
    }

    public SliceStore OpenStore(string cache, SliceRange slices) =>
        new SliceCache(cache, long.MaxValue).OpenOrFill(Images, new SlicePreparation(SliceDirection.Sagittal, slices, false), 1);

    private IEnumerable<PlannedSession> Sessions(string subset, string suffix, List<string> images)
    {
        foreach (var (diagnosis, label) in new[] { ("AD", 1), ("CN", 0) })
        {
            foreach (var row in Rows(Path.Combine(reference, "labels", "tiny", $"{subset}_splits-2", "split-0", $"{diagnosis}{suffix}.tsv")))
            {
                images.Add(Path.Combine(reference, "caps", "tiny", "subjects", row[0], row[1], "t1_linear", $"{row[0]}_{row[1]}_{Image}"));
                yield return new PlannedSession(images.Count - 1, label);
            }
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "reference", "clinicadl-0.2.1");
        Skip.IfNot(Directory.Exists(path), $"{path} is absent.");
        return path;
    }

    private static IEnumerable<string[]> Rows(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split('\t'));

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
