namespace SliceActors.Runs.Files;

/// <summary>Reads files that are small by what they are: one that is not, whatever it is, costs no memory.</summary>
public static class SmallFile
{
    /// <summary>The whole content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that such a file has.</param>
    /// <exception cref="InvalidDataException">It has more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > most)
        {
            throw TooLarge(most);
        }

        // The length of what is no plain file says nothing.
        using var content = new MemoryStream((int)file.Length);
        var part = new byte[64 << 10];
        for (int read; (read = file.Read(part)) > 0;)
        {
            if (content.Length + read > most)
            {
                throw TooLarge(most);
            }

            content.Write(part, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>The same as text: UTF-8, or what its byte order mark says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that such a file has.</param>
    /// <exception cref="InvalidDataException">It has more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadText(string path, int most)
    {
        using var reader = new StreamReader(new MemoryStream(Read(path, most)));
        return reader.ReadToEnd();
    }

    private static InvalidDataException TooLarge(int most) => new($"it has more than {most} bytes");
}
