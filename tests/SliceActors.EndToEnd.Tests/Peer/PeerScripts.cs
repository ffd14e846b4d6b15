using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Peer;

/// <summary>What a user of PyTorch, nibabel, Pillow and pandas would write to do the program's work.</summary>
internal static class PeerScripts
{
    /// <summary>Modules that <see cref="Prelude"/> imports.</summary>
    public const string Modules = "nibabel, numpy, pandas, torch, PIL.Image";

    /// <summary>The ConvNet, the autoencoder that is made of it, and an axial slice as ClinicaDL prepares it.</summary>
    public const string Prelude = """
        import glob, json, os, sys
        import nibabel, numpy, pandas, torch
        from PIL import Image
        from torch import nn

        SIZES = [(1, 8), (8, 16), (16, 32), (32, 64), (64, 64)]

        def classifier():
            net = nn.Module()
            net.features = nn.Sequential(*[layer for i, o in SIZES for layer in (
                nn.Conv2d(i, o, 3, padding=1), nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(0.01), nn.MaxPool2d(2, 2))])
            net.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0), nn.Linear(3136, 2))
            return net

        def autoencoder():
            net = nn.Module()
            net.encoder = classifier().features
            net.decoder = nn.Sequential(*[layer for i, o in reversed(SIZES) for layer in (
                nn.MaxUnpool2d(2, 2), nn.ConvTranspose2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(100), nn.ConvTranspose2d(o, i, 3, padding=1))])
            return net

        def voxels(caps, participant):
            return nibabel.load(glob.glob(f"{caps}/subjects/{participant}/ses-M00/t1_linear/*.nii.gz")[0]).get_fdata(dtype=numpy.float32)

        def item(volume, s):
            plane = volume[:, :, s]
            grey = ((plane - plane.min()) / (plane.max() - plane.min()) * numpy.float32(255)).astype(numpy.uint8)
            return torch.from_numpy(numpy.asarray(Image.fromarray(grey).resize((224, 224), Image.BILINEAR)).astype(numpy.float32) / 255)[None]

        def probabilities(net, items):
            with torch.no_grad():
                return net.classifier(net.eval().features(torch.stack(items))).softmax(1).numpy()


        """;

    /// <summary>Runs a script that begins with <see cref="Prelude"/>.</summary>
    public static string Run(string script, params string[] arguments) => Python.Run(Modules, Prelude + script, arguments);
}
