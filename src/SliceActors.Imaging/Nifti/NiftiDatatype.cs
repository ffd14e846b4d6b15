namespace SliceActors.Imaging.Nifti;

/// <summary>Voxel types of a NIfTI file that hold one real number; the value is the code in the header (nifti1.h).</summary>
public enum NiftiDatatype
{
    /// <summary>Unsigned 8 bit.</summary>
    Unsigned8 = 2,

    /// <summary>Signed 16 bit.</summary>
    Signed16 = 4,

    /// <summary>Signed 32 bit.</summary>
    Signed32 = 8,

    /// <summary>IEEE single.</summary>
    Real32 = 16,

    /// <summary>IEEE double.</summary>
    Real64 = 64,

    /// <summary>Signed 8 bit.</summary>
    Signed8 = 256,

    /// <summary>Unsigned 16 bit.</summary>
    Unsigned16 = 512,

    /// <summary>Unsigned 32 bit.</summary>
    Unsigned32 = 768,

    /// <summary>Signed 64 bit.</summary>
    Signed64 = 1024,

    /// <summary>Unsigned 64 bit.</summary>
    Unsigned64 = 1280,
}
