//! Every AWS service's actions, resource types and condition keys, read in place from packed data.
