namespace TorchSharp;

/// <summary>When <c>torch.cdist</c> computes Euclidean distances through a matrix product.</summary>
public enum compute_mode
{
    /// <summary>When either side has more than 25 rows.</summary>
    use_mm_for_euclid_dist_if_necessary = 0,

    use_mm_for_euclid_dist = 1,

    donot_use_mm_for_euclid_dist = 2,
}
