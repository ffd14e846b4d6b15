using System.IO.Compression;
using System.Text;

namespace SliceActors.EndToEnd.Tests.Custom;

/// <summary>The files of networks that a user adds.</summary>
internal static class CustomFiles
{
    /// <summary>The sample plugin: <c>small_vgg</c> is a sequence of layers, <c>two_views</c> is not.</summary>
    public static readonly string Plugin = Path.Combine(
        AppContext.BaseDirectory.Replace("SliceActors.EndToEnd.Tests", "SliceActors.SamplePlugin", StringComparison.Ordinal), "SliceActors.SamplePlugin.dll");

    /// <summary>A small TorchScript network.</summary>
    public static readonly string Script = Path.Combine(AppContext.BaseDirectory, "small_script.pt");

    /// <summary>Writes a script with an operation that no libtorch has: loading it ends the process.</summary>
    public static void WriteWithUnknownOperation(string path)
    {
        using var source = ZipFile.OpenRead(Script);
        using var target = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            using var from = entry.Open();
            using var to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
            using var content = new MemoryStream();
            from.CopyTo(content);
            var isCode = entry.FullName.EndsWith(".py", StringComparison.Ordinal);
            to.Write(isCode
                ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content.ToArray()).Replace("torch.flatten", "torch.flattex", StringComparison.Ordinal))
                : content.ToArray());
        }
    }
}
