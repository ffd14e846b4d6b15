using System.ComponentModel;
using SliceActors.Learning.Native;

namespace SliceActors.Learning.Tests.Native;

public sealed class NetworkFaultTests
{
    [Fact]
    public void Of_a_TorchScript_error_the_last_line_is_said()
    {
        const string Words = """
            The following operation failed in the TorchScript interpreter.
            Traceback of TorchScript, original code (most recent call last):
              File "network.py", line 11, in forward
                raise ValueError("too bright")
            builtins.ValueError: too bright
            """;

        Assert.Equal("builtins.ValueError: too bright", NetworkFault.Sentence(new Win32Exception(0, Words)));
    }

    [Fact]
    public void Of_an_error_of_libtorch_the_words_before_its_stack_are_said() =>
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied", NetworkFault.Sentence(new Win32Exception(0, "mat1 and mat2 shapes cannot be multiplied\nException raised from check at Blas.cpp:1\nframe #0: …")));

    [Fact]
    public void Of_another_error_its_kind_is_said_too() =>
        Assert.Equal("There is no such layer. (InvalidOperationException)", NetworkFault.Sentence(new InvalidOperationException("There is no such layer.")));
}
