using SliceActors.Runs.Files;

namespace SliceActors.Scoring.Tables;

/// <summary><c>autoencoder_reconstruction/SET.tsv</c>: how far the images of a set are from what an autoencoder makes of them.</summary>
public static class ReconstructionTable
{
    /// <summary>An image.</summary>
    /// <param name="ParticipantId"><c>sub-…</c>.</param>
    /// <param name="SessionId"><c>ses-…</c>.</param>
    /// <param name="Mae">Mean absolute error of its pixels, on their scale from 0 to 1.</param>
    /// <param name="Rmse">Root of their mean squared error.</param>
    /// <param name="Psnr">Peak signal-to-noise ratio in decibels; NaN where nothing differs.</param>
    /// <param name="Ssim">Structural similarity, mean over the slices.</param>
    public readonly record struct Row(string ParticipantId, string SessionId, double Mae, double Rmse, double Psnr, double Ssim);

    /// <summary>Writes the table durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The images, in the order of the set.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, IEnumerable<Row> rows) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "participant_id", "session_id", "mae", "rmse", "psnr", "ssim");
        foreach (var row in rows)
        {
            table.Cell(row.ParticipantId).Cell(row.SessionId).Cell(row.Mae).Cell(row.Rmse).Cell(row.Psnr).Cell(row.Ssim).EndRow();
        }
    });
}
