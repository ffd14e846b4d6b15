using SliceActors.Screens;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>Lines that are longer than a terminal is wide.</summary>
public sealed class SentencesTests
{
    [Fact]
    public void Lines_break_between_words_below_their_first_word_and_paths_stay_whole() => Assert.Equal(
        """
        short
          a line of several
          words
          /a/path/longer/than/that/is:
          it is whole
        """,
        Sentences.Wrapped("short\n  a line of several words\n  /a/path/longer/than/that/is: it is whole", 20));
}
