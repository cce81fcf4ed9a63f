int many = 64;
