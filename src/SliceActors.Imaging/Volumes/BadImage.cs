using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Volumes;

/// <summary>Makes the error of an image that cannot be used.</summary>
internal static class BadImage
{
    private const int TooManyLinks = 40; // ELOOP on Linux

    public static BadInputException At(string path, string found, string expected) => new(new Finding(path, null, found, expected));

    /// <summary>A file was changed between the check and its reading.</summary>
    public static BadInputException Changed(string path) => At(path, "the image changed while the study was being prepared", "images that stay as they are");

    /// <summary>What the file system said, as a finding about the image.</summary>
    public static BadInputException Unreadable(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException or IOException { HResult: TooManyLinks } when new FileInfo(path).LinkTarget is { } target =>
            At(path, $"a link to {target}, which is not there", "a link to an existing file; of a git-annex data set, 'git annex get' fetches it"),
        FileNotFoundException or DirectoryNotFoundException => At(path, "the image file does not exist", "an existing NIfTI or .pt file"),
        UnauthorizedAccessException => At(path, "the image file may not be read", "permission to read it, and a file rather than a folder"),
        _ => At(path, $"the image file cannot be read ({error.Message})", "a readable file"),
    };
}
