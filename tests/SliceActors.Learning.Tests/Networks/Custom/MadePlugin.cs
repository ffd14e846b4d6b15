using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using SliceActors.Learning.Networks.Custom;

namespace SliceActors.Learning.Tests.Networks.Custom;

/// <summary>Writes a plugin whose network has three channels: that number comes from another assembly, <c>Made.Parts.dll</c>, beside it.</summary>
internal static class MadePlugin
{
    /// <param name="folder">Where to.</param>
    /// <param name="name">Name of the network.</param>
    /// <param name="complaint">What the constructor throws; null: it does not.</param>
    public static string Write(string folder, string name, string? complaint = null)
    {
        var parts = Path.Combine(folder, "Made.Parts.dll");
        WriteParts(parts);
        var context = new AssemblyLoadContext("parts", isCollectible: true);
        using var image = new MemoryStream(File.ReadAllBytes(parts));
        var channels = context.LoadFromStream(image).GetType("Parts")!.GetMethod("Channels")!;

        var assembly = new PersistedAssemblyBuilder(new AssemblyName($"Made{Guid.NewGuid():N}"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Made").DefineType("Made", TypeAttributes.Public, typeof(object), [typeof(INetworkPlugin)]);
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Call, typeof(object).GetConstructor([])!);
        if (complaint is not null)
        {
            constructor.Emit(OpCodes.Ldstr, complaint);
            constructor.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
            constructor.Emit(OpCodes.Throw);
        }

        constructor.Emit(OpCodes.Ret);
        Implement(type, "get_Name", code => code.Emit(OpCodes.Ldstr, name));
        Implement(type, "get_InputChannels", code => code.Emit(OpCodes.Call, channels));
        Implement(type, "Build", code => code.Emit(OpCodes.Ldnull));
        type.CreateType();
        var path = Path.Combine(folder, "made.dll");
        assembly.Save(path);
        context.Unload();
        return path;
    }

    private static void WriteParts(string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Made.Parts"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Made.Parts").DefineType("Parts", TypeAttributes.Public);
        var code = type.DefineMethod("Channels", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_3);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        assembly.Save(path);
    }

    private static void Implement(TypeBuilder type, string name, Action<ILGenerator> body)
    {
        var declared = typeof(INetworkPlugin).GetMethod(name)!;
        var method = type.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Virtual, declared.ReturnType, [.. declared.GetParameters().Select(parameter => parameter.ParameterType)]);
        var code = method.GetILGenerator();
        body(code);
        code.Emit(OpCodes.Ret);
    }
}
